import { existsSync } from 'node:fs';
import { chmod, readdir, readFile, readlink, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
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
