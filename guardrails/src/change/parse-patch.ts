import type { Hunk } from './change.ts';

/** What a patch says of one file, or of one side of a type change. */
export type PatchSection = { readonly isBinary: boolean; readonly hunks: readonly Hunk[] };

type Cursor = { readonly lines: readonly string[]; at: number };

/**
 * Parses the output of `git diff-tree -p -U0` (no `-z`, so that a path with a line feed is quoted): one section a file,
 * in git's order. Lines of content are counted by the hunk headers, so that no content can be taken for a header.
 * A file name is not read from here: the raw diff has it unquoted. Pure.
 * @throws Error on anything else: that is a bug
 */
export const parsePatch = (patch: string): readonly PatchSection[] => {
  const cursor: Cursor = { lines: patch.split('\n'), at: 0 };
  const sections: PatchSection[] = [];
  while (cursor.at < cursor.lines.length) {
    if (current(cursor).startsWith('diff --git ')) sections.push(parseSection(cursor));
    else if (current(cursor) === '') cursor.at += 1;
    else throw new Error(`Not the start of a patch section: ${JSON.stringify(current(cursor))}`);
  }
  return sections;
};

const current = ({ lines, at }: Cursor): string => lines[at] ?? '';

const parseSection = (cursor: Cursor): PatchSection => {
  cursor.at += 1;
  let isBinary = false;
  const hunks: Hunk[] = [];
  while (cursor.at < cursor.lines.length && !current(cursor).startsWith('diff --git ')) {
    if (current(cursor).startsWith('@@ ')) hunks.push(parseHunk(cursor));
    else {
      isBinary ||= current(cursor).startsWith('Binary files ');
      cursor.at += 1;
    }
  }
  return { isBinary, hunks };
};

const parseHunk = (cursor: Cursor): Hunk => {
  const header = current(cursor);
  const match = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(header);
  if (match === null) throw new Error(`Not a hunk header: ${JSON.stringify(header)}`);
  const [baseStart = 0, baseCount = 1, headStart = 0, headCount = 1] = match
    .slice(1)
    .map((number: string | undefined) => (number === undefined ? undefined : Number(number)));
  cursor.at += 1;
  const removed = takeLines(cursor, '-', baseCount);
  const added = takeLines(cursor, '+', headCount);
  return { baseStart, baseCount, headStart, headCount, removed, added };
};

const takeLines = (cursor: Cursor, sign: '-' | '+', count: number): readonly string[] => {
  const taken = cursor.lines.slice(cursor.at, cursor.at + count);
  if (taken.length !== count || taken.some((line) => !line.startsWith(sign)))
    throw new Error(`A hunk without its ${count} lines of ${sign} at line ${cursor.at + 1} of the patch`);
  cursor.at += count;
  if (current(cursor).startsWith('\\')) cursor.at += 1;
  return taken.map((line) => line.slice(1));
};
