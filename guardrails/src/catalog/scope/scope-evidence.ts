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

/** What a hazard is; each kind is a code of `scope` without its id. */
export type HazardKind =
  | 'case-collision'
  | 'case-only-rename'
  | 'windows-name'
  | 'confusable-path'
  | 'bidi-control'
  | 'invisible-character'
  | 'confusable-identifier'
  | 'conflict-marker'
  | 'generated-edited'
  | 'huge-file'
  | 'binary-code'
  | 'mode-changed';

/** Something about a changed file that a diff does not show, or shows as something else. No text of the file is in it. */
export type Hazard = {
  readonly kind: HazardKind;
  readonly path: string;
  /** First line of head where it stands; null where the file as a whole is meant. */
  readonly line: number | null;
  readonly detail: { readonly [what: string]: string };
  /** True where good faith hardly explains it. */
  readonly isCertain: boolean;
};

/** What `scope` looks at. */
export type ScopeEvidence = {
  readonly files: readonly ScopeFile[];
  /** Paths of all symlinks of head: a `..` behind one of them leads to where it points. */
  readonly links: readonly string[];
  readonly hazards: readonly Hazard[];
};
