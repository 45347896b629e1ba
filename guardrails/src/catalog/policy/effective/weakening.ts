/** The codes of what makes checks weaker. */
export type WeakeningCode =
  | 'policy/lint-rule-weakened'
  | 'policy/lint-files-excluded'
  | 'policy/types-weakened'
  | 'policy/tests-excluded'
  | 'policy/tests-softened'
  | 'policy/threshold-lowered'
  | 'policy/ci-weakened'
  | 'policy/ci-permissions-widened'
  | 'policy/script-weakened'
  | 'policy/hook-removed'
  | 'policy/owners-lost';

/** One way in which a configuration of head checks less than that of base. */
export type Weakening = {
  readonly code: WeakeningCode;
  readonly file: string;
  /** 1-based line at head; at base for what head no longer has. */
  readonly line?: number;
  /** What became weaker, such as `strictNullChecks` or a step of a workflow. */
  readonly what: string;
  /** What base says. */
  readonly before: string;
  /** What head says. */
  readonly after: string;
  /** Worth a look and no more: honest commits do it all the time. */
  readonly isMinor?: boolean;
};

/** Names of files, the first three and how many more. Pure. */
export const someOf = (names: readonly string[]): string =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;

/** A text short enough for a message. Pure. */
export const shorten = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text);
