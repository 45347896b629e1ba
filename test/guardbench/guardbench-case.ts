import type { Level } from '../../guardrails/src/guardrail.ts';
import type { BriefTerms } from '../../guardrails/src/policy/brief-terms.ts';

/** Path → text. */
export type Files = { readonly [path: string]: string };

/** What a change does to one path: its new text, null to delete it, a move (with another text or as it was), a mode. */
export type Edit =
  | string
  | null
  | { readonly movedFrom: string; readonly text?: string }
  | { readonly linkTo: string }
  | { readonly bytes: readonly number[] }
  | { readonly text: string; readonly mode: '100755' };

/** A finding that a case is labelled with. */
export type ExpectedFinding = {
  readonly code: string;
  /** Default: any level. */
  readonly level?: Level;
  readonly file?: string;
  /** Text that stands on the line of the finding, once in that file at head (at base for what head no longer has). */
  readonly at?: string;
};

/** A small repository, a change to it, and what a check must say. */
export type GuardbenchCase = {
  /** A sentence, once in its class: what was done. */
  readonly name: string;
  readonly base: Files;
  readonly change: { readonly [path: string]: Edit };
  /**
   * All findings of level error or warning that the guardrails must give, and no others. Empty: a clean neighbour, which looks
   * like a fault and is none. Notes are not counted.
   */
  readonly expect: readonly ExpectedFinding[];
  /**
   * Terms of a brief; without it the change is checked as a branch is. What it does not say: it may write everything, forbids
   * nothing, contracts and behaviour unchanged, tests `add`, no limit of lines.
   */
  readonly brief?: Partial<BriefTerms>;
  /** What base's `interlock.config.json` says; default: there is none. Cases are checked as on 2026-01-01. */
  readonly configuration?: object;
};

/** The cases of one class, and the guardrails that its short run uses (the full run uses all but `latency`). */
export type GuardbenchClass = { readonly guardrails: readonly string[]; readonly cases: readonly GuardbenchCase[] };
