import type { Guardrail } from '../guardrail.ts';

const atOnce = 2;

/**
 * Runs guardrails: at most two at once, because most of them start a compiler or a test runner; then, one by one and
 * alone, those that measure. Gives the answers in the order of `guardrails`.
 */
export const runGuardrails = async <Answer>(
  guardrails: readonly Guardrail<unknown>[],
  runOne: (guardrail: Guardrail<unknown>) => Promise<Answer>,
): Promise<readonly Answer[]> => {
  const answers = new Map<string, Answer>();
  const measures = (guardrail: Guardrail<unknown>): boolean => guardrail.portable === false;
  const runAll = async (queue: Iterator<Guardrail<unknown>>): Promise<void> => {
    for (let next = queue.next(); next.done !== true; next = queue.next())
      answers.set(next.value.id, await runOne(next.value));
  };
  const together = guardrails.filter((guardrail) => !measures(guardrail)).values();
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, () => runAll(together)));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  await runAll(guardrails.filter(measures).values());
  return guardrails.flatMap(({ id }) => answers.get(id) ?? []);
};
