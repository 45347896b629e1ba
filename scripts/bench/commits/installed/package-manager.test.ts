import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseInstallation, installationFiles } from './package-manager.ts';

const choose = (files: Readonly<Record<string, string>>) => chooseInstallation(new Map(Object.entries(files)));

describe('the installation of a repository', () => {
  it('takes pnpm in the version that the manifest names, else in the one that wrote the lockfile', () => {
    const named = { 'package.json': '{ "packageManager": "pnpm@10.28.0+sha512.abc" }', 'pnpm-lock.yaml': '' };
    expect(choose(named)).toMatchObject({ name: 'pnpm', tool: 'pnpm@10.28.0' });
    const of = (version: string) => ({ 'package.json': '{}', 'pnpm-lock.yaml': `lockfileVersion: ${version}\n` });
    expect(['5.4', "'6.0'", "'9.0'"].map((version) => choose(of(version)))).toMatchObject([
      { tool: 'pnpm@7' },
      { tool: 'pnpm@8' },
      { tool: 'pnpm@9' },
    ]);
  });

  it('goes by the lockfile where the manifest names another manager', () => {
    const files = { 'package.json': '{ "packageManager": "yarn@4.1.0" }', 'bun.lock': '{}' };
    expect(choose(files)).toMatchObject({ name: 'bun', tool: 'bun@1' });
  });

  it('takes npm, by its lockfile where there is one', () => {
    expect(choose({ 'package.json': '{}', 'package-lock.json': '{}' })).toMatchObject({ tool: null, name: 'npm' });
    expect(choose({ 'package.json': '{}' })).toMatchObject({ madeOf: ['package.json', '.npmrc'] });
  });

  it('says why it will not run the Yarn that a repository brings, and what has no manifest', () => {
    expect(choose({ 'package.json': '{}', 'yarn.lock': '', '.yarnrc.yml': '' })).toHaveProperty('problem');
    expect(choose({ 'pnpm-lock.yaml': '' })).toEqual({ problem: 'no package.json at the root' });
  });

  it('never lets a script of a package run', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...installationFiles), fc.string()), (files) => {
        const chosen = choose(files);
        expect('problem' in chosen || chosen.arguments.includes('--ignore-scripts')).toBe(true);
      }),
    );
  });
});
