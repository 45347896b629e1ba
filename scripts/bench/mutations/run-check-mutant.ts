import { checkedGuardrails } from '../../../guardrails/src/check/catalog.ts';
import { checkWith } from '../../../guardrails/src/check/check-with.ts';
import type { BriefTerms } from '../../../guardrails/src/policy/brief-terms.ts';
import { createFacts } from '../../../guardrails/src/tree/facts.ts';
import { answerTasks } from '../processes/answer-tasks.ts';
import type { MutantSeen, MutantSide } from './score-mutants.ts';

/** A mutant to check in a child process. */
export type MutantTask = {
  readonly index: number;
  readonly root: string;
  readonly base: string;
  readonly head: string;
  readonly only: readonly string[];
};

/** An agent's task that may add tests, and write everywhere. */
const brief: BriefTerms = {
  task: 'planted',
  scope: { write: ['**'], forbid: [] },
  api: 'unchanged',
  tests: 'add',
  behaviour: 'change',
  diffLines: null,
};

const facts = createFacts();

const checkMutant = async (task: MutantTask): Promise<MutantSeen> => ({
  plain: await checkOnce(task, null),
  withBrief: await checkOnce(task, brief),
});

const checkOnce = async ({ root, base, head, only }: MutantTask, terms: BriefTerms | null): Promise<MutantSide> => {
  try {
    const signal = AbortSignal.timeout(60_000);
    const { guardrails } = await checkWith(
      { guardrails: checkedGuardrails, facts },
      { repository: root, base, head, only, signal, brief: terms },
    );
    return {
      findings: guardrails
        .flatMap(({ findings }) => findings)
        .map(({ code, level, file, line, fingerprint }) => ({
          code,
          level,
          file: file ?? null,
          line: line ?? null,
          fingerprint,
        })),
      unable: guardrails
        .filter(({ verdict }) => verdict === 'cannot-check')
        .map(({ id, reason }) => ({ id, reason: (reason ?? '').slice(0, 300) })),
    };
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { findings: [], unable: only.map((id) => ({ id, reason })) };
  }
};

answerTasks(checkMutant);
