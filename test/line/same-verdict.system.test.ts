import { cp, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '@interlock-dev/guardrails';
import { createGit } from '@interlock-dev/guardrails/tree';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBranch, createForeignRepository, edited } from './foreign-repository.builder.ts';
import type { ScratchPlace } from './scratch-place.builder.ts';

let place: ScratchPlace;
let expected: Said;

/** What must not depend on where and how the repository lies. */
type Said = { readonly exitCode: number | null; readonly findings: readonly (readonly unknown[])[] };

/** All that compare two trees and run no tests: those have tests of their own for how they copy a tree. */
const guardrails = 'scope,policy,lint,architecture,contract,test-integrity,secrets,dependencies';

beforeAll(async () => {
  place = await createForeignRepository();
  await createBranch(place, 'faulty', {
    'src/cart/shipping.ts': await edited(place, 'src/cart/shipping.ts', [
      '(goods === 0 ||',
      '(goods === NaN || goods === 0 ||',
    ]),
    'openapi.yaml': await edited(place, 'openapi.yaml', ['        shipping: { type: integer }\n', '']),
    'test/money.test.ts': await edited(place, 'test/money.test.ts', ["it('rounds", "it.skip('rounds"]),
    'src/größe und name.ts': 'export const größe = 1;\n',
  });
  expected = await check(place.repository.root, ['--base', 'main', '--head', 'faulty']);
});
afterAll(() => place.remove());

const check = async (cwd: string, revisions: readonly string[]): Promise<Said> => {
  const { exitCode, stdout, stderr } = await place.interlock(
    ['check', ...revisions, '--only', guardrails, '--format', 'json'],
    // Each with a state of its own: what one remembers must not answer for another.
    { cwd, env: { INTERLOCK_STATE: join(place.folder, `state-${(states += 1)}`) } },
  );
  if (stdout === '') throw new Error(stderr);
  const report = JSON.parse(stdout) as Report;
  const findings = report.guardrails.flatMap(({ id, verdict, findings: found }) => [
    [id, verdict],
    ...found.map(({ code, level, file, line, fingerprint }) => [code, level, file, line, fingerprint]),
  ]);
  return { exitCode, findings };
};
let states = 0;

const clone = async (name: string, args: readonly string[] = [], settings: Readonly<Record<string, string>> = {}) => {
  const root = join(place.folder, name);
  const git = createGit({ cwd: place.folder, settings });
  await git.text(['clone', '--quiet', ...args, `file://${place.repository.root}`, root]);
  await cp(join(place.repository.root, 'node_modules'), join(root, 'node_modules'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  return root;
};

describe('the same change', () => {
  it('is found faulty as it lies', () => {
    expect(expected.exitCode).toBe(1);
    const codes = expected.findings.map(([code]) => code);
    expect(codes).toEqual(expect.arrayContaining(['lint/new-problem', 'contract/response-property-removed']));
    expect(codes.some((code) => String(code).startsWith('test-integrity/'))).toBe(true);
  });

  it('gets the same verdict in a shallow clone', async () => {
    const root = await clone('shallow', ['--depth', '2', '--no-single-branch']);
    expect(await check(root, ['--base', 'origin/main', '--head', 'origin/faulty'])).toEqual(expected);
  });

  it('gets the same verdict in a linked work tree with a detached head', async () => {
    const tree = join(place.folder, 'tree');
    await place.repository.git.text(['worktree', 'add', '--quiet', '--detach', tree, 'faulty']);
    expect(await check(tree, ['--base', 'main', '--head', 'HEAD'])).toEqual(expected);
  });

  it('gets the same verdict as uncommitted files with Windows line endings', async () => {
    const root = await clone('windows', ['--config', 'core.autocrlf=true']);
    const git = createGit({ cwd: root });
    await git.text(['restore', '--source=origin/faulty', '--worktree', '.']);
    expect(await git.text(['ls-files', '--eol', 'src/index.ts'])).toContain('w/crlf');
    expect(await check(root, ['--base', 'main'])).toEqual(expected);
  });

  it('gets the same verdict under a path with spaces, quotes and unicode', async () => {
    const folder = join(place.folder, `a b 'ö' $(x) “日本”`);
    await mkdir(folder);
    const root = await clone('plain');
    await rename(root, join(folder, 're po'));
    expect(await check(join(folder, 're po'), ['--base', 'origin/main', '--head', 'origin/faulty'])).toEqual(expected);
  });
});

describe('a history that is too short', () => {
  it('is refused with the way out where no merge base is left', async () => {
    const root = await clone('severed', ['--depth', '1', '--no-single-branch']);
    const { exitCode, stdout, stderr } = await place.interlock(
      ['check', '--base', 'origin/main', '--head', 'origin/faulty'],
      { cwd: root },
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/no common commit.*git fetch --unshallow/);
  });
});
