import type { FileMode, FileStatus } from './change.ts';

/** One entry of `git diff-tree -r -z --raw`. */
export type RawEntry = {
  readonly status: FileStatus;
  /** True where a file became a symlink or a submodule, or the other way round: its patch has two sections. */
  readonly isTypeChange: boolean;
  readonly path: string;
  readonly basePath?: string;
  readonly baseMode: FileMode;
  readonly headMode: FileMode;
  readonly headSha: string;
};

const statuses: { readonly [letter: string]: FileStatus } = {
  A: 'added',
  M: 'modified',
  T: 'modified',
  D: 'deleted',
  R: 'renamed',
  C: 'copied',
};

/**
 * Parses the output of `git diff-tree -r -z --raw [-M]`: `:<mode> <mode> <sha> <sha> <status> NUL <path> NUL`, with
 * two paths for a rename or copy. Pure.
 * @throws Error on anything else: git's plumbing is a stable format, so that is a bug
 */
export const parseRawDiff = (output: string): readonly RawEntry[] => {
  const fields = output.split('\0');
  const entries: RawEntry[] = [];
  for (let at = 0; at < fields.length - 1;) {
    const entry = parseEntry(fields, at);
    entries.push(entry);
    at += entry.basePath === undefined ? 2 : 3;
  }
  return entries;
};

const parseEntry = (fields: readonly string[], at: number): RawEntry => {
  const header = fields[at] ?? '';
  const match = /^:(\d{6}) (\d{6}) [0-9a-f]+ ([0-9a-f]+) ([AMTDRC])\d*$/.exec(header);
  if (match === null) throw new Error(`Not a raw diff line: ${JSON.stringify(header)}`);
  const [, baseMode = '', headMode = '', headSha = '', letter = ''] = match;
  const isMove = letter === 'R' || letter === 'C';
  const [first, second] = [fields[at + 1], fields[at + 2]];
  const status = statuses[letter];
  // What follows the last NUL is empty, and so is never a path.
  if (status === undefined || !first || (isMove && !second))
    throw new Error(`A raw diff line without its path: ${JSON.stringify(header)}`);
  return {
    status,
    isTypeChange: letter === 'T',
    path: isMove ? (second ?? '') : first,
    ...(isMove && { basePath: first }),
    baseMode: parseMode(baseMode),
    headMode: parseMode(headMode),
    headSha,
  };
};

/** Old histories hold modes such as 100664; git itself writes those to disk as plain files. */
export const parseMode = (mode: string): FileMode => {
  if (mode === '000000' || mode === '100755' || mode === '120000' || mode === '160000') return mode;
  return '100644';
};
