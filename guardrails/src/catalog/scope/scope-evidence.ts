import type { FileMode, FileStatus } from '../../change/change.ts';

/** One changed file, as far as `scope` judges it. */
export type ScopeFile = {
  readonly status: FileStatus;
  readonly path: string;
  readonly basePath: string | null;
  readonly baseMode: FileMode;
  readonly headMode: FileMode;
  readonly addedLines: number;
  readonly removedLines: number;
  readonly isBinary: boolean;
  /** Target of a symlink at head; null for anything else. */
  readonly linkTarget: string | null;
};

/** What `scope` looks at. */
export type ScopeEvidence = {
  readonly files: readonly ScopeFile[];
  /** Paths of all symlinks of head: a `..` behind one of them leads to where it points. */
  readonly links: readonly string[];
};
