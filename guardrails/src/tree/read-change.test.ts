import fc from 'fast-check';
import { chmod, mkdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Change, Hunk } from '../change/change.ts';
import { readChange } from './read-change.ts';
import { buildRepository, withFolder, type BuiltRepository } from './repository.builder.ts';
import { createScratchGit } from './scratch.ts';

const changeOf = (edit: (built: BuiltRepository) => Promise<void>): Promise<Change> =>
  withFolder(async (dir) => {
    const built = await buildRepository(join(dir, 'repository'));
    await built.write({ 'a.txt': 'one\ntwo\nthree\n', 'sub/b.txt': lines(20), 'bin.dat': Buffer.from([0, 1, 2]) });
    await symlink('a.txt', join(built.root, 'link'));
    const base = await built.commit();
    await edit(built);
    return changeBetween(built, { base, dir: join(dir, 'scratch') });
  });

const changeBetween = async (built: BuiltRepository, { base, dir }: { base: string; dir: string }): Promise<Change> => {
  const head = await built.commit();
  const git = await createScratchGit(built.git, dir);
  const side = async (commit: string) => ({ commit, sha: await git.text(['rev-parse', `${commit}^{tree}`]) });
  return readChange({ git, base: await side(base), head: await side(head) });
};

const lines = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index}\n`).join('');

/** Applies hunks to base's lines: a diff is right when that gives head's. */
const apply = (base: readonly string[], hunks: readonly Hunk[]): readonly string[] => {
  const result: string[] = [];
  let at = 0;
  for (const hunk of hunks) {
    const start = hunk.baseCount === 0 ? hunk.baseStart : hunk.baseStart - 1;
    result.push(...base.slice(at, start), ...hunk.added);
    expect(base.slice(start, start + hunk.baseCount)).toEqual(hunk.removed);
    at = start + hunk.baseCount;
  }
  return [...result, ...base.slice(at)];
};

describe('readChange', () => {
  it('gives the lines that were removed and added, with their numbers', async () => {
    const { files } = await changeOf(({ write }) => write({ 'a.txt': 'one\n2\n2.5\nthree\n' }));
    expect(files).toEqual([
      {
        status: 'modified',
        path: 'a.txt',
        baseMode: '100644',
        headMode: '100644',
        isBinary: false,
        hunks: [{ baseStart: 2, baseCount: 1, headStart: 2, headCount: 2, removed: ['two'], added: ['2', '2.5'] }],
      },
    ]);
  });

  it('finds renames, and names both paths', async () => {
    const { files } = await changeOf(({ root }) => rename(join(root, 'sub/b.txt'), join(root, 'c d.txt')));
    expect(files).toMatchObject([{ status: 'renamed', path: 'c d.txt', basePath: 'sub/b.txt', hunks: [] }]);
  });

  it('reads mode changes, binary files, empty files, deletions and names that git quotes', async () => {
    const { files } = await changeOf(async ({ root, write }) => {
      await chmod(join(root, 'a.txt'), 0o755);
      await write({ 'bin.dat': Buffer.from([0, 9]), empty: '', 'q"\n@@ -1 +1 @@\n+x': 'odd\n', 'sub/b.txt': null });
    });
    expect(
      files.map(({ status, path, baseMode, headMode, isBinary }) => [status, path, baseMode, headMode, isBinary]),
    ).toEqual([
      ['modified', 'a.txt', '100644', '100755', false],
      ['modified', 'bin.dat', '100644', '100644', true],
      ['added', 'empty', '000000', '100644', false],
      ['added', 'q"\n@@ -1 +1 @@\n+x', '000000', '100644', false],
      ['deleted', 'sub/b.txt', '100644', '000000', false],
    ]);
  });

  it('shows a file that became a symlink with both of its sides', async () => {
    const { files } = await changeOf(async ({ root }) => {
      await rm(join(root, 'a.txt'));
      await symlink('../../etc', join(root, 'a.txt'));
    });
    expect(files).toMatchObject([{ status: 'modified', path: 'a.txt', baseMode: '100644', headMode: '120000' }]);
    expect(files[0]?.hunks.flatMap((hunk) => hunk.added)).toEqual(['../../etc']);
  });

  it('shows a symlink that moved as a new one, with its target', async () => {
    const { files } = await changeOf(async ({ root }) => {
      await mkdir(join(root, 'x'));
      await rename(join(root, 'link'), join(root, 'x/link'));
    });
    expect(files.map(({ status, path }) => [status, path])).toEqual([
      ['deleted', 'link'],
      ['added', 'x/link'],
    ]);
    expect(files[1]?.hunks[0]?.added).toEqual(['a.txt']);
  });

  it('shows a submodule that points elsewhere', async () => {
    const { files } = await changeOf(async ({ git, root }) => {
      const commit = await git.text(['rev-parse', 'HEAD']);
      await git.text(['clone', '--quiet', root, join(root, 'module')]);
      expect(commit).not.toBe('');
    });
    expect(files).toMatchObject([{ status: 'added', path: 'module', headMode: '160000' }]);
  });

  it('hides no line behind a .gitattributes of the change', async () => {
    const { files } = await changeOf(({ write }) =>
      write({ '.gitattributes': '* -diff -text binary\n', 'a.txt': 'hidden\n' }),
    );
    expect(files.find(({ path }) => path === 'a.txt')).toMatchObject({
      isBinary: false,
      hunks: [{ added: ['hidden'] }],
    });
  });

  it('gives hunks that make head of base, whatever the lines hold', async () => {
    const line = fc.constantFrom(
      'a',
      'b',
      '',
      '+++ x',
      '--- x',
      '@@ -1 +1 @@',
      'diff --git a/x b/x',
      '\\ No',
      'c\r',
      '-',
      '+',
      'ö',
    );
    const content = fc.array(line, { maxLength: 8 });
    const files = fc.tuple(content, content, fc.boolean(), fc.boolean());
    await fc.assert(
      fc.asyncProperty(files, ([before, after, beforeEnds, afterEnds]) =>
        withFolder(async (dir) => {
          const built = await buildRepository(join(dir, 'repository'));
          const toText = (all: readonly string[], ends: boolean) =>
            all.join('\n') + (ends && all.length > 0 ? '\n' : '');
          const [baseText, headText] = [toText(before, beforeEnds), toText(after, afterEnds)];
          const base = await built.commit({ 'f.txt': baseText });
          await built.write({ 'f.txt': headText });
          const change = await changeBetween(built, { base, dir: join(dir, 'scratch') });
          const toLines = (text: string) => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));
          expect(apply(toLines(baseText), change.files[0]?.hunks ?? [])).toEqual(toLines(headText));
        }),
      ),
      { numRuns: 12 },
    );
  });
});
