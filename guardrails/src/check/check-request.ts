import type { BriefTerms } from '../policy/brief-terms.ts';
import type { Report } from '../report/report.ts';

/** What happens while a check runs, for progress. */
export type CheckEvent =
  | { readonly type: 'guardrail-started'; readonly id: string }
  | { readonly type: 'guardrail-ended'; readonly report: Report['guardrails'][number] };

/** What to check. */
export type CheckRequest = {
  /** Any folder of the repository. */
  readonly repository: string;
  /** Revision whose tip gives policy; with `head` it gives the merge base. */
  readonly base: string;
  /** Revision, or `WORKTREE`: the files as they stand, uncommitted ones included. */
  readonly head: string;
  readonly brief?: BriefTerms | null;
  /** Ids to run; default all that the configuration names. */
  readonly only?: readonly string[];
  /** Folder of cached verdicts; no cache when absent. */
  readonly cacheDir?: string;
  /** Folder that gets `evidence.json` and the report's JSON. */
  readonly outDir?: string;
  /** Today, ISO date: whether an exemption still counts. Default: the clock. */
  readonly today?: string;
  /** See {@link CollectContext.exclusive}; default runs the work at once. */
  readonly exclusive?: <Result>(work: () => Promise<Result>) => Promise<Result>;
  readonly onEvent?: (event: CheckEvent) => void;
  readonly signal?: AbortSignal;
};
