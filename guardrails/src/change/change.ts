/** How a file differs between base and head. A type change (file ↔ symlink) is `modified` with differing modes. */
export type FileStatus = 'added' | 'modified' | 'deleted' | 'renamed' | 'copied';

/** A git file mode. `000000` is an absent side. */
export type FileMode = '000000' | '100644' | '100755' | '120000' | '160000';

/** A run of lines that changed. Line numbers are 1-based; a side without lines has count 0. */
export type Hunk = {
  readonly baseStart: number;
  readonly baseCount: number;
  readonly headStart: number;
  readonly headCount: number;
  /** The removed lines, then the added ones, without their `-`/`+`. */
  readonly removed: readonly string[];
  readonly added: readonly string[];
};

/** One file of a change. */
export type ChangedFile = {
  readonly status: FileStatus;
  /** Path at head (at base for a deleted file). */
  readonly path: string;
  /** Path at base, where it differs from `path` (renamed, copied). */
  readonly basePath?: string;
  readonly baseMode: FileMode;
  readonly headMode: FileMode;
  readonly isBinary: boolean;
  readonly hunks: readonly Hunk[];
};

/** Base commit, head commit and the diff between them: what guardrails judge. */
export type Change = {
  /** The merge base, a full commit hash. */
  readonly base: string;
  /** A full commit hash; null for the working tree. */
  readonly head: string | null;
  readonly files: readonly ChangedFile[];
};

/** The 1-based lines of head that this change added or edited in `file`. */
export const changedLines = (file: ChangedFile): ReadonlySet<number> =>
  new Set(file.hunks.flatMap((hunk) => Array.from({ length: hunk.headCount }, (_, index) => hunk.headStart + index)));
