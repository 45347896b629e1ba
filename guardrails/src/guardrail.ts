import { createHash } from 'node:crypto';
import type { Change } from './change/change.ts';
import type { Policy } from './policy/policy.ts';
import type { SandboxCommand, SandboxResult } from './sandbox/sandbox.ts';
import type { Facts } from './tree/facts.ts';
import type { ChangeHistory } from './tree/read-history.ts';
import type { Tree } from './tree/tree.ts';

/** How much a finding weighs: an `error` makes the verdict `fail`; the others inform. */
export type Level = 'error' | 'warning' | 'note';

/** What a guardrail says of a change. `cannot-check` blocks as `fail` does; it is never a silent pass. */
export type Verdict = 'pass' | 'fail' | 'cannot-check';

/** A value that survives JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The facts of a finding, from which its message is written. */
export type FindingData = { readonly [key: string]: Json };

/** One thing that a guardrail found: data, not prose. */
export type Finding = {
  /** `<guardrail>/<kebab-case>`; stable, documented in `<guardrail>.md`, never reused. */
  readonly code: string;
  readonly level: Level;
  /** Path in the repository, with `/`. */
  readonly file?: string;
  /** 1-based line in `file` at head (at base for what head no longer has). */
  readonly line?: number;
  readonly endLine?: number;
  readonly data: FindingData;
  /** Names this finding across line moves: what an exemption is granted to. 16 hex digits. */
  readonly fingerprint: string;
};

/** A finding before it has its fingerprint. `identity` defaults to `data`; give it when `data` holds volatile facts. */
export type FindingDraft = Omit<Finding, 'fingerprint'> & { readonly identity?: Json };

/** Something that was not checked although the guardrail ran, and why. */
export type NotChecked = { readonly what: string; readonly why: string };

/** What `collect` answers: evidence (JSON, replayable), or why there can be none. */
export type Collected<Evidence> = { readonly evidence: Evidence } | { readonly cannotCheck: string };

/** All that a guardrail sees of the world. */
export type CollectContext = {
  /** The tree of the merge base of base and head. */
  readonly base: Tree;
  readonly head: Tree;
  /** The diff from `base` to `head`. */
  readonly change: Change;
  /** What each commit between `base` and `head` changed: what was added and taken away again is in no diff of the two. */
  readonly history: () => Promise<ChangeHistory>;
  /** What the tip of base says: configuration and exemptions; and the brief's terms when there is a brief. */
  readonly policy: Policy;
  /** Runs a command inside the walls. The only way to run anything. */
  readonly run: (command: SandboxCommand) => Promise<SandboxResult>;
  /** Runs `work` while nothing else that Interlock started in this process is measuring or checking. */
  readonly exclusive: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Facts of files, remembered by content: how a guardrail looks at thousands of files in little time. */
  readonly facts: Facts;
  readonly signal: AbortSignal;
};

/**
 * One judge of a change. `collect` looks and does not judge; `assess` judges and does not look (sync, pure,
 * deterministic), so that `interlock check --replay` can judge recorded evidence again.
 */
export type Guardrail<Evidence> = {
  readonly id: string;
  /** Part of the cache key: raise it whenever `collect` or `assess` would answer differently. */
  readonly version: number;
  readonly collect: (context: CollectContext) => Promise<Collected<Evidence>>;
  readonly assess: (evidence: Evidence, policy: Policy) => readonly Finding[];
  /** What this evidence leaves unchecked (no tests, no specification, …). Pure. */
  readonly notChecked?: (evidence: Evidence, policy: Policy) => readonly NotChecked[];
  /** Code → text from data: what is wrong, where, why it matters, what to do about it. */
  readonly messages: { readonly [code: string]: (data: FindingData) => string };
  /** False for what must be measured afresh on each machine (`latency`). Default true. */
  readonly portable?: boolean;
  /**
   * Its commands wait for a slot that all checks on this machine share: `quick` one a core, `heavy` one in all (what may
   * hold gigabytes). Default: they start at once.
   */
  readonly slot?: 'quick' | 'heavy';
  /** True for one that asks for the history: its evidence depends on the commits, not on the two trees alone. */
  readonly readsHistory?: boolean;
};

/** Gives a draft its fingerprint: SHA-256 over code, file and identity, so that a moved line keeps it. Pure. */
export const createFinding = ({ identity, ...draft }: FindingDraft): Finding => ({
  ...draft,
  fingerprint: createHash('sha256')
    .update(JSON.stringify([draft.code, draft.file ?? null, identity ?? draft.data]))
    .digest('hex')
    .slice(0, 16),
});
