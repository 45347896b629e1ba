import type { FileStatus } from '../../change/change.ts';
import type { EffectiveEvidence } from './effective/effective-evidence.ts';

/** Interlock's own file on both sides; null where there is none. */
export type PolicyFile = { readonly path: string; readonly base: string | null; readonly head: string | null };

/** A changed file that the configuration of base protects, or that is Interlock's own. */
export type ProtectedFile = {
  readonly path: string;
  readonly status: FileStatus;
  /** The protected globs of base that cover it. */
  readonly globs: readonly string[];
  /** Whether base has any file that these globs cover. */
  readonly hasPredecessor: boolean;
};

/** What the policy guardrail looks at. */
export type PolicyEvidence = {
  readonly files: readonly ProtectedFile[];
  /** Interlock's own files that changed, with their text. */
  readonly own: readonly PolicyFile[];
  /** What the configuration that the change touches means on both sides; null where it touches none. */
  readonly effective: EffectiveEvidence | null;
};
