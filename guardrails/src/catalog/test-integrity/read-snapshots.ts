import type { ChangedFile } from '../../change/change.ts';
import type { SnapshotChange } from './test-integrity-evidence.ts';

const title = /^exports\[`(.*)`\] = /;

/** Counts the recorded snapshots that a change rewrites or removes in a `.snap` file, by its lines. */
export const readSnapshots = (file: ChangedFile): readonly SnapshotChange[] => {
  if (file.status === 'added' || file.status === 'copied') return [];
  const removedTitles = titlesOf(file.hunks.flatMap(({ removed }) => removed));
  const addedTitles = titlesOf(file.hunks.flatMap(({ added }) => added));
  const gone = [...removedTitles].filter((one) => !addedTitles.has(one)).length;
  const edits = file.hunks.filter(({ removed, added }) => removed.some(isContent) && added.some(isContent)).length;
  if (gone === 0 && edits === 0) return [];
  return [{ path: file.path, rewritten: edits, removed: gone, line: file.hunks[0]?.headStart ?? 1 }];
};

const titlesOf = (lines: readonly string[]): ReadonlySet<string> =>
  new Set(lines.flatMap((line) => title.exec(line)?.[1] ?? []));

const isContent = (line: string): boolean => line.trim() !== '' && !title.test(line);
