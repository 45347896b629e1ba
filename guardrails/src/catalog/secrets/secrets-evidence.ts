/**
 * How sure it is that a text is a key that somebody issued: `verified` carries a check digit or a structure that holds
 * (CRC, DER, a signed token's claims); `format` has the exact form of one provider and varied content; `likely` is
 * random text under a telling name.
 */
export type Confidence = 'verified' | 'format' | 'likely';

/** Where a text stands: what ships, what tests it, or what explains it. */
export type Place = 'code' | 'test' | 'example';

/** A secret that a change adds, redacted: nothing here gives it back. */
export type FoundSecret = {
  /** What it is, as `github-token`, `aws-access-key-id`, `private-key`, `named-secret`. */
  readonly kind: string;
  readonly confidence: Confidence;
  readonly path: string;
  readonly place: Place;
  /** 1-based line at head; in the commit's version for one that is only in the history. */
  readonly line: number;
  /** The commit that added it, where head no longer has it; else null. */
  readonly commit: string | null;
  /** True where the change also removes the same text: it was moved, not added. */
  readonly isMoved: boolean;
  /** At most its first four characters. */
  readonly start: string;
  readonly length: number;
  /**
   * 24 bits of its SHA-256: enough to tell two keys of a change apart, too little to confirm a guessed password.
   */
  readonly digest: string;
};

/** What `secrets` looks at. */
export type SecretsEvidence = {
  readonly found: readonly FoundSecret[];
  /** Files that were not read, and why. */
  readonly skipped: readonly { readonly path: string; readonly why: string }[];
  /** Commits of the change's history that were not read. */
  readonly omittedCommits: number;
};
