import type { Verdict } from '../../../guardrails/src/guardrail.ts';

/** Who made a commit, as far as its author and trailers tell. */
export type AuthorKind = 'agent' | 'bot' | 'person';

/** A merged commit to check. */
export type PickedCommit = {
  /** Last two parts of the repository's path, or its name. */
  readonly repository: string;
  readonly sha: string;
  /** First parent: what the change is measured from. */
  readonly parent: string;
  /** Committer time, seconds since 1970. */
  readonly time: number;
  readonly author: AuthorKind;
};

/** One thing that a check found or could not do. */
export type FoundInCommit = {
  readonly code: string;
  readonly level: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly message: string;
};

/** What a check said of a commit: one line of `results.jsonl`. */
export type CommitResult = PickedCommit & {
  readonly verdict: Verdict;
  /** Ids of the guardrails that ran. */
  readonly ran: readonly string[];
  /** Errors without an exemption, and guardrails that could not check (code `<id>/cannot-check`): what blocks. */
  readonly blocking: readonly FoundInCommit[];
  /** Warnings, at most 30. */
  readonly warnings: readonly FoundInCommit[];
  /** Code → how many findings of any level. */
  readonly counts: Readonly<Record<string, number>>;
  readonly durationMs: number;
  readonly cpuMs: number;
};
