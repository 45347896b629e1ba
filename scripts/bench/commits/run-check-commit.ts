import { checkWith } from '../../../guardrails/src/check/check-with.ts';
import { checkedGuardrails } from '../../../guardrails/src/check/catalog.ts';
import { createFacts } from '../../../guardrails/src/tree/facts.ts';
import { answerTasks } from '../processes/answer-tasks.ts';
import type { CommitResult, PickedCommit } from './commit-record.ts';
import { toCommitResult, toLostResult } from './to-commit-result.ts';

/** A commit to check in a child process. */
export type CommitTask = {
  readonly commit: PickedCommit;
  /** Root of the repository of our own that borrows the objects. */
  readonly root: string;
  readonly only: readonly string[];
  readonly limitMs: number;
};

// One memory for all commits of a repository: most files of two commits are the same.
const facts = createFacts();

const checkCommit = async ({ commit, root, only, limitMs }: CommitTask): Promise<CommitResult> => {
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  try {
    const report = await checkWith(
      { guardrails: checkedGuardrails, facts },
      { repository: root, base: commit.parent, head: commit.sha, only, signal: AbortSignal.timeout(limitMs) },
    );
    const { user, system } = process.cpuUsage(cpuBefore);
    return toCommitResult(commit, report, {
      durationMs: Math.round(performance.now() - startedAt),
      cpuMs: Math.round((user + system) / 1000),
    });
  } catch (error) {
    return toLostResult(commit, error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
};

answerTasks(checkCommit);
