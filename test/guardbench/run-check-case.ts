import { checkedGuardrails } from '../../guardrails/src/check/catalog.ts';
import { checkWith } from '../../guardrails/src/check/check-with.ts';
import type { BriefTerms } from '../../guardrails/src/policy/brief-terms.ts';
import type { Report } from '../../guardrails/src/report/report.ts';
import { createFacts } from '../../guardrails/src/tree/facts.ts';
import { answerTasks } from '../../scripts/bench/processes/answer-tasks.ts';
import type { SeenCase } from './score-case.ts';

/** A built case to check in a child process. */
export type CaseTask = {
  /** Place of the case in the run. */
  readonly index: number;
  readonly repository: string;
  readonly base: string;
  readonly head: string;
  readonly only: readonly string[];
  readonly brief: BriefTerms | null;
};

// One memory for all cases: many share their base.
const facts = createFacts();

const checkCase = async ({ repository, base, head, only, brief }: CaseTask): Promise<SeenCase> => {
  try {
    const request = { repository, base, head, only, brief, today: '2026-01-01' };
    return toSeen(await checkWith({ guardrails: checkedGuardrails, facts }, request));
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { ran: only, findings: [], unable: [{ id: 'check', reason }] };
  }
};

const toSeen = ({ guardrails }: Report): SeenCase => ({
  ran: guardrails.map(({ id }) => id),
  findings: guardrails
    .flatMap(({ findings }) => findings)
    .filter(({ level, exempt }) => level !== 'note' && exempt === undefined)
    .map(({ code, level, file, line, message }) => ({
      code,
      level,
      file: file ?? null,
      line: line ?? null,
      message: message.slice(0, 300),
    })),
  unable: guardrails
    .filter(({ verdict }) => verdict === 'cannot-check')
    .map(({ id, reason }) => ({ id, reason: reason ?? 'no reason given' })),
});

answerTasks(checkCase);
