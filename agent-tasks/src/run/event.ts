import type { ReportedFinding, Verdict } from '@interlock-dev/guardrails';
import type { AgentEvent, AgentExit } from '../agents/agent.ts';
import type { Brief } from '../plan/plan.ts';
import type { Review } from '../review/review.ts';

/**
 * Everything that happens in a run. The journal is the append-only list of these, the only truth: state, progress
 * and report are folds over it. `task` and `job` name whom an event is about; jobs of a task count from 1.
 */
export type RunEvent =
  | {
      readonly type: 'run-started';
      readonly run: string;
      /** `run`: agents work; `land`: branches that exist are reviewed and landed. */
      readonly kind: 'run' | 'land';
      readonly goal: string;
      /** Commit that jobs start from. */
      readonly base: string;
      /** Branch that changes land on, without `refs/heads/`. */
      readonly into: string;
      readonly agent: string;
      /** True when a scripted model or agent plays: said wherever it shows. */
      readonly scripted: boolean;
      readonly parallel: number;
      readonly briefs: readonly Brief[];
    }
  | { readonly type: 'run-resumed' }
  | { readonly type: 'job-started'; readonly task: string; readonly job: number; readonly base: string }
  | {
      readonly type: 'turn-started';
      readonly task: string;
      readonly job: number;
      readonly round: number;
      readonly message: string;
    }
  | { readonly type: 'agent'; readonly task: string; readonly job: number; readonly event: AgentEvent }
  | {
      readonly type: 'turn-ended';
      readonly task: string;
      readonly job: number;
      readonly round: number;
      readonly exit: AgentExit;
    }
  | {
      readonly type: 'harvested';
      readonly task: string;
      readonly job: number;
      readonly round: number;
      readonly commit: string;
      readonly ref: string;
      /** What the harvest itself found (a nested `.git`, files that only head's .gitignore hides). */
      readonly findings: readonly ReportedFinding[];
    }
  | { readonly type: 'review-started'; readonly task: string; readonly job: number; readonly round: number }
  | {
      readonly type: 'guardrail-ended';
      readonly task: string;
      readonly id: string;
      readonly verdict: Verdict;
      readonly durationMs: number;
      readonly cached: boolean;
    }
  | {
      readonly type: 'reviewed';
      readonly task: string;
      readonly job: number;
      readonly round: number;
      readonly commit: string;
      readonly review: Review;
    }
  /** The coordinator was gone while the job ran; what was in its workspace is under `ref`. */
  | { readonly type: 'abandoned'; readonly task: string; readonly job: number; readonly ref: string | null }
  | { readonly type: 'accepted'; readonly task: string; readonly job: number; readonly commit: string }
  | { readonly type: 'blocked'; readonly task: string; readonly job: number; readonly reason: string }
  | { readonly type: 'integrated'; readonly task: string; readonly onto: string; readonly commit: string }
  | {
      /** The change no longer fits the tip: the task starts over from it, with `message` beside its prompt. */
      readonly type: 'returned';
      readonly task: string;
      readonly onto: string;
      readonly reason: string;
      readonly message: string;
    }
  | {
      readonly type: 'verified';
      readonly task: string;
      readonly onto: string;
      readonly commit: string;
      readonly review: Review;
    }
  | { readonly type: 'landing'; readonly task: string; readonly onto: string; readonly commit: string }
  | { readonly type: 'landed'; readonly task: string; readonly onto: string; readonly commit: string }
  | { readonly type: 'skipped'; readonly task: string; readonly reason: string }
  | { readonly type: 'discarded'; readonly task: string; readonly reason: string }
  | { readonly type: 'run-ended' };

/** An event with its place in the journal: `sequence` counts from 1, `at` is epoch milliseconds. */
export type JournalEntry = { readonly sequence: number; readonly at: number; readonly event: RunEvent };
