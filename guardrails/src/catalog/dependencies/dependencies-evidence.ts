/** What was seen; each kind is a code of `dependencies` without its id. */
export type ObservationKind =
  | 'added'
  | 'lookalike'
  | 'install-script'
  | 'script-allowed'
  | 'no-integrity'
  | 'integrity-changed'
  | 'registry-changed'
  | 'name-mismatch'
  | 'insecure-source'
  | 'unusual-source'
  | 'outside-path'
  | 'downgraded'
  | 'override-changed'
  | 'lockfile-disagrees'
  | 'orphan-entry'
  | 'licence-denied'
  | 'advisory'
  | 'unlisted'
  | 'unused'
  | 'unreadable';

/** One thing that the change did to what the repository depends on. */
export type Observation = {
  readonly kind: ObservationKind;
  /** The manifest, lockfile or source file that says so. */
  readonly path: string;
  readonly line: number | null;
  /** The package; empty for a file that cannot be read. */
  readonly name: string;
  /** What differs, as texts: versions, hosts, the name that it resembles. */
  readonly detail: { readonly [what: string]: string };
  /** True where nothing but a mistake or an attack explains it; else a reader has to look. */
  readonly isCertain: boolean;
};

/** What `dependencies` looks at. */
export type DependenciesEvidence = {
  readonly observations: readonly Observation[];
  readonly unread: readonly { readonly what: string; readonly why: string }[];
};
