import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRepository } from '@interlock-dev/guardrails/tree';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createScratchRepository, type ScratchRepository } from './scratch-repository.builder.ts';
import { openTargetBranch } from './target-branch.ts';

let scratch: ScratchRepository;
let onto = '';
let commit = '';
beforeEach(() => {
  scratch = createScratchRepository();
  onto = scratch.git('rev-parse', 'HEAD');
  scratch.git('checkout', '--quiet', '-b', 'work');
  commit = scratch.commit({ 'a.txt': 'two\n', 'new/b.txt': 'b\n' });
  scratch.git('checkout', '--quiet', 'main');
});
afterEach(() => scratch.remove());

const open = async (name = 'main') => openTargetBranch(await openRepository(scratch.root), name);
const read = (path: string): string => readFileSync(join(scratch.root, path), 'utf8');

it('moves the branch and the files of its work tree', async () => {
  const target = await open();
  expect(await target.land(onto, commit)).toBe('landed');
  expect(scratch.git('rev-parse', 'main')).toBe(commit);
  expect([read('a.txt'), read('new/b.txt')]).toEqual(['two\n', 'b\n']);
  expect(scratch.git('status', '--porcelain')).toBe('');
});

it('moves a branch that is checked out nowhere', async () => {
  scratch.git('branch', 'release', onto);
  expect(await (await open('release')).land(onto, commit)).toBe('landed');
  expect(scratch.git('rev-parse', 'release')).toBe(commit);
  expect(read('a.txt')).toBe('one\n');
});

it('lands nothing when the branch has moved', async () => {
  const moved = scratch.commit({ 'c.txt': 'c\n' });
  expect(await (await open()).land(onto, commit)).toBe('moved');
  expect(scratch.git('rev-parse', 'main')).toBe(moved);
});

it('names the uncommitted change that stands in the way, and none when the work tree is clean', async () => {
  const target = await open();
  expect(await target.findObstacle()).toBeNull();
  scratch.write('a.txt', 'edited\n');
  expect(await target.findObstacle()).toMatch(
    /uncommitted changes \(M a\.txt, …\).*commit or stash them, or land on another branch/,
  );
});

it('moves nothing when an untracked file would be overwritten', async () => {
  scratch.write('new/b.txt', 'mine\n');
  await expect((await open()).land(onto, commit)).rejects.toThrow(/stands in the way of landing/);
  expect(scratch.git('rev-parse', 'main')).toBe(onto);
  expect(read('new/b.txt')).toBe('mine\n');
});

it('refuses a branch that does not exist', async () => {
  await expect(open('nowhere')).rejects.toThrow(/no branch `nowhere`/);
});

it('knows after a kill whether a landing happened', async () => {
  const target = await open();
  expect(await target.recover({ onto, commit, sinceMs: 0 })).toBe(false);
  await target.land(onto, commit);
  expect(await target.recover({ onto, commit, sinceMs: 0 })).toBe(true);
  expect(scratch.git('status', '--porcelain')).toBe('');
});

it('finishes a landing that was killed between the branch and its files', async () => {
  const target = await open();
  scratch.git('update-ref', 'refs/heads/main', commit, onto);
  scratch.write('a.txt', 'two\n');
  writeFileSync(join(scratch.root, '.git', 'index.lock'), '');
  expect(await target.recover({ onto, commit, sinceMs: 0 })).toBe(true);
  expect([read('a.txt'), read('new/b.txt')]).toEqual(['two\n', 'b\n']);
  expect(scratch.git('status', '--porcelain')).toBe('');
});

it('does not overwrite what a person edited while a landing was under way', async () => {
  const target = await open();
  scratch.git('update-ref', 'refs/heads/main', commit, onto);
  scratch.write('a.txt', 'mine\n');
  await expect(target.recover({ onto, commit, sinceMs: 0 })).rejects.toThrow(
    /a\.txt was edited while a landing was under way/,
  );
  expect(read('a.txt')).toBe('mine\n');
});

it('keeps what a person edited and staged elsewhere when it finishes a landing', async () => {
  onto = scratch.commit({ 'c.txt': 'c\n', 'old/d.txt': 'd\n' });
  scratch.git('rm', '--quiet', 'old/d.txt');
  commit = scratch.commit({ 'a.txt': 'two\n' });
  scratch.git('reset', '--quiet', '--hard', onto);
  const target = await open();
  scratch.git('update-ref', 'refs/heads/main', commit, onto);
  scratch.write('c.txt', 'mine\n');
  scratch.write('staged.txt', 'mine too\n');
  scratch.git('add', 'staged.txt');
  expect(await target.recover({ onto, commit, sinceMs: 0 })).toBe(true);
  expect([read('a.txt'), read('c.txt')]).toEqual(['two\n', 'mine\n']);
  expect(existsSync(join(scratch.root, 'old'))).toBe(false);
  expect(
    scratch
      .git('status', '--porcelain')
      .split('\n')
      .map((line) => line.trim()),
  ).toEqual(['M c.txt', 'A  staged.txt']);
});
