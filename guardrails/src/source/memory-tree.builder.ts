import { createHash } from 'node:crypto';
import type { Change, ChangedFile } from '../change/change.ts';
import type { Tree } from '../tree/tree.ts';

/** Path → text. */
export type Files = { readonly [path: string]: string };

/** A tree of these files that stands nowhere on disk, for a test. */
export const buildTree = (files: Files): Tree => ({
  commit: null,
  sha: shaOf(JSON.stringify(files)),
  list: () =>
    Promise.resolve(Object.entries(files).map(([path, text]) => ({ path, mode: '100644' as const, sha: shaOf(text) }))),
  readText: (path) => Promise.resolve(files[path] ?? null),
  checkout: () => Promise.reject(new Error('a tree in memory cannot be checked out')),
});

const shaOf = (text: string): string => createHash('sha1').update(text).digest('hex');

/** The change from one set of files to another; one run of lines a file. Renames are told: head path → base path. */
export const buildChange = (base: Files, head: Files, renames: Files = {}): Change => {
  const moved = new Set(Object.values(renames));
  const gone = Object.keys(base).filter((path) => head[path] === undefined && !moved.has(path));
  const kept = Object.keys(head).filter((path) => renames[path] !== undefined || base[path] !== head[path]);
  return {
    base: '0'.repeat(40),
    head: null,
    files: [
      ...kept.map((path): ChangedFile => {
        const basePath = renames[path];
        const before = base[basePath ?? path];
        return {
          path,
          ...(basePath !== undefined && { basePath }),
          status: basePath !== undefined ? 'renamed' : before === undefined ? 'added' : 'modified',
          baseMode: before === undefined ? '000000' : '100644',
          headMode: '100644',
          isBinary: false,
          hunks: hunksOf(before ?? '', head[path] ?? ''),
        };
      }),
      ...gone.map((path): ChangedFile => ({
        ...{ path, status: 'deleted', baseMode: '100644', headMode: '000000', isBinary: false },
        hunks: hunksOf(base[path] ?? '', ''),
      })),
    ],
  };
};

const hunksOf = (before: string, after: string): ChangedFile['hunks'] => {
  const [old, now] = [before, after].map((text) => (text === '' ? [] : text.replace(/\n$/u, '').split('\n')));
  if (old === undefined || now === undefined) return [];
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const [removed, added] = [old.slice(start, old.length - end), now.slice(start, now.length - end)];
  if (removed.length + added.length === 0) return [];
  return [
    {
      ...{ baseStart: start + 1, baseCount: removed.length, headStart: start + 1, headCount: added.length },
      ...{ removed, added },
    },
  ];
};
