import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildRepository, withFolder, type BuiltRepository } from './repository.builder.ts';
import { openRepository } from './repository.ts';
import { createScratchGit } from './scratch.ts';
import { snapshotWorkTree } from './snapshot.ts';

const snapshot = async (built: BuiltRepository, dir: string): Promise<{ tree: string; paths: readonly string[] }> => {
  const repository = await openRepository(built.root);
  const scratch = await createScratchGit(repository.git, join(dir, 'scratch'));
  const tree = await snapshotWorkTree({ repository, scratch, dir: join(dir, 'snapshot') });
  const listed = await scratch.text(['ls-tree', '-r', '-z', '--name-only', tree]);
  return { tree, paths: listed.split('\0').filter(Boolean) };
};

const withRepository = (work: (built: BuiltRepository, dir: string) => Promise<void>): Promise<void> =>
  withFolder(async (dir) => work(await buildRepository(join(dir, 'repository')), dir));

const treeOfHead = ({ git }: BuiltRepository): Promise<string> => git.text(['rev-parse', 'HEAD^{tree}']);

describe('snapshotWorkTree', () => {
  it('gives the tree of HEAD where nothing changed', () =>
    withRepository(async (built, dir) => {
      await built.commit({ 'a.txt': 'a\n', 'b/c.txt': 'c\n' });
      expect((await snapshot(built, dir)).tree).toBe(await treeOfHead(built));
    }));

  it('takes edits, deletions, untracked files and odd names, and leaves ignored files out', () =>
    withRepository(async (built, dir) => {
      await built.commit({ '.gitignore': 'ignored\n', 'gone.txt': 'x', 'kept.txt': 'x' });
      await built.write({ 'gone.txt': null, 'kept.txt': 'y', 'ignored/a': '1', 'söme thing\n.txt': 'z', ' lead': '' });
      const { paths, tree } = await snapshot(built, dir);
      expect(paths).toEqual([' lead', '.gitignore', 'kept.txt', 'söme thing\n.txt']);
      await built.commit();
      expect(tree).toBe(await treeOfHead(built));
    }));

  it('changes neither the index nor the objects of the repository', () =>
    withRepository(async (built, dir) => {
      await built.commit({ 'a.txt': 'a\n' });
      await built.write({ 'a.txt': 'edited\n', 'new.txt': 'new\n' });
      const index = await readFile(join(built.root, '.git/index'));
      const objects = await readdir(join(built.root, '.git/objects'), { recursive: true });
      await snapshot(built, dir);
      expect(await readFile(join(built.root, '.git/index'))).toEqual(index);
      expect(await readdir(join(built.root, '.git/objects'), { recursive: true })).toEqual(objects);
    }));

  it('finds no difference in a checkout whose line ends git converts', () =>
    withRepository(async (built, dir) => {
      await built.commit({ '.gitattributes': '* text=auto eol=crlf\n', 'a.txt': 'one\ntwo\n' });
      await built.write({ 'a.txt': 'one\r\ntwo\r\n' });
      expect((await snapshot(built, dir)).tree).toBe(await treeOfHead(built));
    }));

  it('keeps CRLF where nothing says that git converts it', () =>
    withRepository(async (built, dir) => {
      await built.commit({ 'a.txt': 'one\r\ntwo\r\n' });
      await built.write({ 'a.txt': 'one\r\n2\r\n' });
      const { tree } = await snapshot(built, dir);
      await built.commit();
      expect(tree).toBe(await treeOfHead(built));
    }));

  it('starts no filter program, not even one of a nested repository', () =>
    withRepository(async (built, dir) => {
      const canary = join(dir, 'canary');
      await built.commit({ '.gitattributes': '*.txt filter=evil\n', 'a.txt': 'a\n' });
      const nested = await buildRepository(join(built.root, 'nested'));
      await nested.commit({ '.gitattributes': '*.txt filter=evil\n', 'n.txt': 'n\n' });
      await nested.git.text(['config', 'filter.evil.clean', `touch ${canary}`]);
      await built.git.text([
        'update-index',
        '--add',
        '--cacheinfo',
        `160000,${await nested.git.text(['rev-parse', 'HEAD'])},nested`,
      ]);
      await built.git.text(['config', 'filter.evil.clean', `touch ${canary}`]);
      await writeFile(join(built.root, 'a.txt'), 'b\n');
      await writeFile(join(nested.root, 'n.txt'), 'm\n');
      const { paths } = await snapshot(built, dir);
      expect(paths).toEqual(['.gitattributes', 'a.txt', 'nested']);
      expect(existsSync(canary)).toBe(false);
    }));

  it('records executable bits and symlinks, broken ones too', () =>
    withRepository(async (built, dir) => {
      await built.commit({ 'run.sh': '#!/bin/sh\n' });
      await chmod(join(built.root, 'run.sh'), 0o755);
      await symlink('/nowhere/at/all', join(built.root, 'link'));
      const { tree } = await snapshot(built, dir);
      await built.commit();
      expect(tree).toBe(await treeOfHead(built));
    }));

  it('works where a file became a folder and a folder a file', () =>
    withRepository(async (built, dir) => {
      await built.commit({ a: 'file', 'b/c': 'in a folder' });
      await built.write({ a: null, b: null });
      await mkdir(join(built.root, 'a'));
      await built.write({ 'a/d': 'now in a folder', b: 'now a file' });
      expect((await snapshot(built, dir)).paths).toEqual(['a/d', 'b']);
    }));

  it('works with a split index, a detached head and a linked work tree', () =>
    withRepository(async (built, dir) => {
      await built.commit({ 'a.txt': 'a\n' });
      await built.git.text(['update-index', '--split-index']);
      await built.git.text(['worktree', 'add', '--quiet', '--detach', join(dir, 'linked')]);
      await writeFile(join(dir, 'linked/b.txt'), 'b\n');
      expect((await snapshot(built, join(dir, '1'))).tree).toBe(await treeOfHead(built));
      expect((await snapshot({ ...built, root: join(dir, 'linked') }, join(dir, '2'))).paths).toEqual([
        'a.txt',
        'b.txt',
      ]);
    }));

  it('sees an edit that keeps size and time of a file, made as soon as it was committed', () =>
    withRepository(async (built, dir) => {
      await built.commit({ 'a.txt': 'one\n' });
      await built.write({ 'a.txt': 'two\n' });
      expect((await snapshot(built, dir)).tree).not.toBe(await treeOfHead(built));
    }));
});
