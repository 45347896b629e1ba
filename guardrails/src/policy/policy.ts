import type { BriefTerms } from './brief-terms.ts';
import type { Configuration } from './configuration.ts';

/** A person's appeal that counts: granted on base, to one finding, until a day. */
export type Exemption = {
  readonly fingerprint: string;
  /** ISO date (YYYY-MM-DD), the last day it counts. */
  readonly until: string;
  readonly reason: string;
  /** Hash of what stands at the finding's place (`check/read-contents.ts`): it counts for that alone. */
  readonly content?: string;
  /** What was found, for those who read the file; nothing is judged by them. */
  readonly code?: string;
  readonly file?: string;
};

/** All rules that a change is judged by. It comes from the tip of base, never from head. */
export type Policy = {
  readonly configuration: Configuration;
  readonly exemptions: readonly Exemption[];
  /** Null when the change was made without a brief. */
  readonly brief: BriefTerms | null;
  /** ISO date of the day that is judged as; absent where nobody said. */
  readonly today?: string;
};
