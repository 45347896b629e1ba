import type { Guardrail } from '../guardrail.ts';

const atOnce = 2;

/** How guardrails are run. */
export type Schedule<Answer> = {
  readonly runOne: (guardrail: Guardrail<unknown>) => Promise<Answer>;
  /** Asked once the others have answered: whether what is costly to measure is worth measuring. */
  readonly isWorthMeasuring: (answers: readonly Answer[]) => boolean;
};

/** What guardrails answered, in their order, and the ids of those that were not run. */
export type Ran<Answer> = { readonly answers: readonly Answer[]; readonly unmeasured: readonly string[] };

/** True for a guardrail that measures: it runs alone, after the others, and not for a change that fails already. */
const measures = (guardrail: Guardrail<unknown>): boolean => guardrail.portable === false;

/**
 * Runs guardrails: at most two at once, because most of them start a compiler or a test runner; then, one by one and
 * alone, those that measure.
 */
export const runGuardrails = async <Answer>(
  guardrails: readonly Guardrail<unknown>[],
  { runOne, isWorthMeasuring }: Schedule<Answer>,
): Promise<Ran<Answer>> => {
  const answers = new Map<string, Answer>();
  const runAll = async (queue: Iterator<Guardrail<unknown>>): Promise<void> => {
    for (let next = queue.next(); next.done !== true; next = queue.next())
      answers.set(next.value.id, await runOne(next.value));
  };
  const together = guardrails.filter((guardrail) => !measures(guardrail)).values();
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, () => runAll(together)));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  const measuring = guardrails.filter(measures);
  const isMeasured = isWorthMeasuring([...answers.values()]);
  if (isMeasured) await runAll(measuring.values());
  return {
    answers: guardrails.flatMap(({ id }) => answers.get(id) ?? []),
    unmeasured: isMeasured ? [] : measuring.map(({ id }) => id),
  };
};
