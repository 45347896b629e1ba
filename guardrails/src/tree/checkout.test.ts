import { existsSync } from 'node:fs';
import { chmod, readdir, readFile, readlink, stat, symlink, truncate, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openBlobFiles, sweepBlobFiles } from './blob-files.ts';
import { checkoutTree } from './checkout.ts';
import { createTree } from './commit-tree.ts';
import { buildRepository, withFolder, type BuiltRepository } from './repository.builder.ts';
import { createScratchGit } from './scratch.ts';

const withRepository = (work: (built: BuiltRepository, dir: string) => Promise<void>): Promise<void> =>
  withFolder(async (dir) => work(await buildRepository(join(dir, 'repository')), dir));

describe('checkoutTree', () => {
  it('writes each file byte for byte whatever attributes the tree sets, and runs no filter', () =>
    withRepository(async (built, dir) => {
      const canary = join(dir, 'canary');
      const content = Buffer.from('one\r\ntwo\n$Id$\n\xff\0', 'latin1');
      await built.commit({
        '.gitattributes': '[attr]all filter=evil text eol=crlf ident\na.txt all working-tree-encoding=UTF-16\n',
      });
      const sha = await built.git.text(['hash-object', '-w', '--no-filters', '--stdin'], { input: content });
      await built.git.text(['update-index', '--add', '--cacheinfo', `100644,${sha},a.txt`]);
      const tree = await built.git.text(['write-tree']);
      await built.git.text(['config', 'filter.evil.smudge', `touch ${canary}; cat`]);
      await checkoutTree({ git: built.git, tree, dir: join(dir, 'out') });
      expect(await readFile(join(dir, 'out/a.txt'))).toEqual(content);
      expect(existsSync(canary)).toBe(false);
    }));

  it('keeps executable bits and symlinks, and makes those that lead outside as they are', () =>
    withRepository(async (built, dir) => {
      await built.write({ 'run.sh': '#!/bin/sh\n', 'plain söme name': 'x' });
      await chmod(join(built.root, 'run.sh'), 0o755);
      await symlink('/etc/hostname', join(built.root, 'out'));
      const commit = await built.commit();
      await checkoutTree({ git: built.git, tree: commit, dir: join(dir, 'checkout') });
      expect((await stat(join(dir, 'checkout/run.sh'))).mode & 0o111).toBe(0o111);
      expect((await stat(join(dir, 'checkout/plain söme name'))).mode & 0o111).toBe(0);
      expect(await readlink(join(dir, 'checkout/out'))).toBe('/etc/hostname');
    }));

  it('leaves the index and the work tree of the repository as they were', () =>
    withRepository(async (built, dir) => {
      const first = await built.commit({ 'a.txt': 'one' });
      await built.commit({ 'a.txt': 'two' });
      const index = await readFile(join(built.root, '.git/index'));
      await checkoutTree({ git: built.git, tree: first, dir: join(dir, 'out') });
      expect(await readFile(join(built.root, 'a.txt'), 'utf8')).toBe('two');
      expect(await readFile(join(dir, 'out/a.txt'), 'utf8')).toBe('one');
      expect(await readFile(join(built.root, '.git/index'))).toEqual(index);
    }));

  it('makes an empty folder of an empty tree', () =>
    withRepository(async (built, dir) => {
      const commit = await built.commit();
      await checkoutTree({ git: built.git, tree: commit, dir: join(dir, 'out') });
      expect(await readdir(join(dir, 'out'))).toEqual([]);
    }));
});

describe('createTree', () => {
  it('lists and reads files of the commit, and never follows a symlink', () =>
    withRepository(async (built, dir) => {
      await built.write({ 'a.txt': 'text ö', 'empty.txt': '', 'odd\nname': 'x' });
      await symlink('a.txt', join(built.root, 'link'));
      const commit = await built.commit();
      await built.write({ 'a.txt': 'edited since' });
      const git = await createScratchGit(built.git, join(dir, 'scratch'));
      const sha = await git.text(['rev-parse', `${commit}^{tree}`]);
      const tree = createTree({ git, commit, tree: sha, checkoutRoot: join(dir, 'out'), dependencies: built.root });
      const paths = ['a.txt', 'empty.txt', 'odd\nname', 'link', 'nothing'];
      expect(await Promise.all(paths.map(tree.readText))).toEqual(['text ö', '', 'x', null, null]);
      expect((await tree.list()).map(({ mode, path }) => `${mode} ${path}`)).toEqual([
        '100644 a.txt',
        '100644 empty.txt',
        '120000 link',
        '100644 odd\nname',
      ]);
    }));

  it('gives the same checkout each time it is asked', () =>
    withRepository(async (built, dir) => {
      const commit = await built.commit({ 'a.txt': 'a' });
      const tree = createTree({
        git: built.git,
        commit,
        tree: commit,
        checkoutRoot: join(dir, 'out'),
        dependencies: null,
      });
      const [first, second] = await Promise.all([tree.checkout(), tree.checkout()]);
      expect(first).toBe(second);
      expect(await readFile(join(first.dir, 'a.txt'), 'utf8')).toBe('a');
    }));
});

describe('a checkout of shared files', () => {
  const files = { 'a.txt': 'one\r\n', 'deep/er/b.txt': 'two', 'run.sh': '#!/bin/sh\n', 'söme name': '' };

  it('holds the same bytes, modes and links as one that is written', () =>
    withRepository(async (built, dir) => {
      await built.write(files);
      await chmod(join(built.root, 'run.sh'), 0o755);
      await symlink('deep/er', join(built.root, 'link'));
      const tree = await built.commit();
      const blobs = openBlobFiles(join(dir, 'blobs'));
      const inodes: number[] = [];
      for (const name of ['first', 'second']) {
        const out = join(dir, name);
        await checkoutTree({ git: built.git, tree, dir: out, blobs });
        for (const [path, text] of Object.entries(files)) expect(await readFile(join(out, path), 'utf8')).toBe(text);
        expect((await stat(join(out, 'run.sh'))).mode & 0o777).toBe(0o755);
        expect((await stat(join(out, 'a.txt'))).mode & 0o111).toBe(0);
        expect(await readlink(join(out, 'link'))).toBe('deep/er');
        inodes.push((await stat(join(out, 'a.txt'))).ino);
      }
      expect(inodes[0]).toBe(inodes[1]);
    }));

  it('mends a shared file that was cut short', () =>
    withRepository(async (built, dir) => {
      const tree = await built.commit({ 'a.txt': 'one' });
      const blobs = openBlobFiles(join(dir, 'blobs'));
      await checkoutTree({ git: built.git, tree, dir: join(dir, 'first'), blobs });
      await truncate(join(dir, 'first/a.txt'), 1);
      await checkoutTree({ git: built.git, tree, dir: join(dir, 'second'), blobs });
      expect(await readFile(join(dir, 'second/a.txt'), 'utf8')).toBe('one');
    }));

  it('is written as usual where links are not to be had, and leaves nothing half done', () =>
    withRepository(async (built, dir) => {
      const tree = await built.commit({ 'a.txt': 'one', 'b/c.txt': 'two' });
      const blobs = { link: () => 'unlinkable' as const, add: () => undefined };
      await checkoutTree({ git: built.git, tree, dir: join(dir, 'out'), blobs });
      expect(await readFile(join(dir, 'out/b/c.txt'), 'utf8')).toBe('two');
    }));

  it('lets git refuse a tree that holds a git directory', () =>
    withRepository(async (built, dir) => {
      await built.commit();
      const blob = await built.git.text(['hash-object', '-w', '--stdin'], { input: 'x' });
      const inner = await built.git.text(['mktree'], { input: `100644 blob ${blob}\tconfig\n` });
      const tree = await built.git.text(['mktree'], { input: `040000 tree ${inner}\t.GIT\n` });
      const blobs = openBlobFiles(join(dir, 'blobs'));
      await expect(checkoutTree({ git: built.git, tree, dir: join(dir, 'out'), blobs })).rejects.toThrow('.GIT');
    }));

  it('sweeps shared files that nothing has linked for long, once a day', () =>
    withRepository(async (built, dir) => {
      const tree = await built.commit({ 'a.txt': 'one' });
      const folder = join(dir, 'blobs');
      await checkoutTree({ git: built.git, tree, dir: join(dir, 'out'), blobs: openBlobFiles(folder) });
      const count = async () =>
        (await readdir(folder, { recursive: true, withFileTypes: true })).filter(
          (entry) => entry.isFile() && entry.name !== 'swept',
        ).length;
      sweepBlobFiles(folder, { nowMs: Date.now(), days: 14 });
      expect(await count()).toBe(1);
      const later = Date.now() + 20 * 86_400_000;
      sweepBlobFiles(folder, { nowMs: later, days: 14 });
      expect(await count()).toBe(0);
      await utimes(join(folder, 'swept'), new Date(later), new Date(later));
      await checkoutTree({ git: built.git, tree, dir: join(dir, 'again'), blobs: openBlobFiles(folder) });
      sweepBlobFiles(folder, { nowMs: later + 1000, days: -1 });
      expect(await count()).toBe(1);
    }));
});
