import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createGit } from '@interlock-dev/guardrails/tree';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTestRepository, writeFiles } from '../../../test/walls/repository-builder.ts';
import type { TestRepository } from '../../../test/walls/repository-builder.ts';
import { createRunStore } from './run-store.ts';

// Each test starts dozens of git processes: a busy machine needs longer than the default.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let test: TestRepository;
let dir: string;

beforeEach(async () => {
  test = await createTestRepository({ 'a.ts': '1\n' });
  dir = join(test.folder, 'store');
});
afterEach(() => test.remove());

const holds = async (object: string): Promise<boolean> =>
  (await createGit({ cwd: dir, gitDir: dir }).run(['cat-file', '-e', object])).exitCode === 0;

it('holds what base reaches, and neither stashes nor other branches nor dangling objects', async () => {
  const { git, repository } = test;
  const newer = await test.commit({ 'a.ts': '2\n' });
  await git.text(['checkout', '--quiet', '-b', 'private']);
  const elsewhere = await test.commit({ 'secret.ts': 'private branch\n' });
  await git.text(['checkout', '--quiet', 'main']);
  await writeFiles(repository.root, { 'a.ts': 'stashed\n' });
  await git.text(['stash', 'push', '--quiet']);
  const stash = await git.text(['rev-parse', 'refs/stash']);
  const dangling = await git.text(['hash-object', '-w', '--stdin'], { input: 'dangling secret\n' });
  await createRunStore({ repository: repository.root, base: newer, dir });
  expect(await Promise.all([newer, test.base, `${newer}:a.ts`].map(holds))).toEqual([true, true, true]);
  expect(await Promise.all([elsewhere, stash, dangling].map(holds))).toEqual([false, false, false]);
});

it('takes a newer base in when it is asked again, and an older one as it is', async () => {
  const { root } = test.repository;
  await createRunStore({ repository: root, base: test.base, dir });
  const newer = await test.commit({ 'a.ts': '2\n' });
  expect(await holds(newer)).toBe(false);
  await createRunStore({ repository: root, base: newer, dir });
  await createRunStore({ repository: root, base: test.base, dir });
  expect(await Promise.all([newer, test.base].map(holds))).toEqual([true, true]);
});

it('works from a shallow clone, whose history ends where the clone ends', async () => {
  const newer = await test.commit({ 'a.ts': '2\n' });
  const clone = join(test.folder, 'shallow');
  execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${test.repository.root}`, clone], { stdio: 'pipe' });
  await createRunStore({ repository: clone, base: newer, dir });
  expect(await createGit({ cwd: dir, gitDir: dir }).text(['rev-list', newer])).toBe(newer);
});
