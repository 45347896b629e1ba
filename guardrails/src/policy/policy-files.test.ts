import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../errors.ts';
import { buildRepository, withFolder } from '../tree/repository.builder.ts';
import { defaultConfiguration } from './default-configuration.ts';
import { isDay, parseExemptions } from './exemptions.ts';
import { matchGlobs } from './match-globs.ts';
import { nearestName } from './nearest-name.ts';
import { readPolicy } from './read-policy.ts';

const exemption = { fingerprint: '0123456789abcdef', until: '2030-01-31', reason: 'agreed' };

describe('parseExemptions', () => {
  it('gives the exemptions', () => {
    expect(parseExemptions(JSON.stringify({ exemptions: [exemption] }))).toEqual([exemption]);
  });

  it.each([
    [{ exemptions: [{ ...exemption, until: '2030-02-30' }] }, /exemptions\.0\.until.*2030-02-30/],
    [{ exemptions: [{ ...exemption, until: 'never' }] }, /exemptions\.0\.until/],
    [{ exemptions: [{ ...exemption, fingerprint: 'x' }] }, /exemptions\.0\.fingerprint/],
    [{ exemptions: [{ ...exemption, reason: '' }] }, /exemptions\.0\.reason/],
    [{ exemption: [] }, /Unknown option `exemption`, did you mean `exemptions`/],
  ])('names what is wrong with %j', (document, message) => {
    expect(() => parseExemptions(JSON.stringify(document))).toThrow(message);
  });

  it('knows the days that there are', () => {
    expect(['2024-02-29', '2023-02-29', '2024-13-01', '2024-1-1'].map(isDay)).toEqual([true, false, false, false]);
  });
});

describe('readPolicy', () => {
  const policyOf = (files: { readonly [path: string]: string }) =>
    withFolder(async (dir) => {
      const { git, commit } = await buildRepository(dir);
      return readPolicy({ git, commit: await commit(files), brief: null });
    });

  it('is the defaults where base holds none', async () => {
    expect(await policyOf({ 'a.txt': 'a' })).toEqual({
      configuration: defaultConfiguration,
      exemptions: [],
      brief: null,
    });
  });

  it('reads both files of the commit', async () => {
    const policy = await policyOf({
      'interlock.config.json': '{"deadlineSeconds": 7}',
      'interlock.exemptions.json': JSON.stringify({ exemptions: [exemption] }),
    });
    expect(policy.configuration.deadlineSeconds).toBe(7);
    expect(policy.exemptions).toEqual([exemption]);
  });

  it('refuses a broken file, and says that it is base’s', async () => {
    await expect(policyOf({ 'interlock.config.json': '{' })).rejects.toThrow(
      /interlock\.config\.json of base .* is not JSON/,
    );
  });

  it('refuses a symlink: the policy would be another file', () =>
    withFolder(async (dir) => {
      const { git, commit, write } = await buildRepository(dir);
      await write({ 'other.json': '{}' });
      await symlink('other.json', join(dir, 'interlock.config.json'));
      const tip = await commit();
      await expect(readPolicy({ git, commit: tip, brief: null })).rejects.toThrow(ConfigurationError);
    }));
});

describe('matchGlobs', () => {
  it.each([
    ['src/**', 'src/a/b.ts', true],
    ['src/**', 'src/.hidden/b.ts', true],
    ['src/**', 'lib/a.ts', false],
    ['**/tsconfig*.json', 'tsconfig.json', true],
    ['app/[id]/page.tsx', 'app/[id]/page.tsx', true],
    ['!src/**', 'lib/a.ts', false],
  ])('%s covers %s: %s', (glob, path, expected) => {
    expect(matchGlobs([glob])(path)).toBe(expected);
  });

  it('covers nothing without a glob', () => {
    expect(matchGlobs([])('a')).toBe(false);
  });
});

describe('nearestName', () => {
  it('finds what was meant, and nothing where nothing is near', () => {
    expect(nearestName('polciy', ['scope', 'policy'])).toBe('policy');
    expect(nearestName('zzzzz', ['scope', 'policy'])).toBeNull();
    expect(nearestName('x', [])).toBeNull();
  });
});
