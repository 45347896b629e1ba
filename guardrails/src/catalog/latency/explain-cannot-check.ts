import type { Decision } from './decide.ts';
import { leastExcess, mostExcess, type TailCount } from './decide-tail.ts';
import type { Block } from './latency-evidence.ts';
import type { Limits } from './limits.ts';

/**
 * Says why the samples decide nothing, the smallest effect that they could have shown, and about how long it would take
 * (error shrinks with the square root of the time). Pure; one sentence a cause.
 */
export const explainCannotCheck = (decision: Decision, blocks: readonly Block[], limits: Limits): string => {
  const seconds = blocks.reduce((total, block) => total + block.seconds, 0);
  const causes = [
    ...(decision.middle.verdict === 'cannot-check' ? [explainMiddle(decision, limits, seconds)] : []),
    ...decision.tail.counts
      .filter(({ verdict }) => verdict === 'cannot-check')
      .slice(0, 1)
      .map((count) => explainTail(count, seconds)),
    ...decision.budgets
      .filter(({ verdict }) => verdict === 'cannot-check')
      .map(
        ({ budget, headMs }) =>
          `${budget.name} of head is ${headMs.toFixed(1)} ms, too near the budget of ${budget.ms} ms to tell on which side it is`,
      ),
  ];
  const measured = `${blocks.length} starts of both, ${seconds.toFixed(1)} s of traffic`;
  return `after ${measured}: ${causes.join('; ')}. Raise the service's maxSeconds, or check again when the machine is quieter`;
};

const explainMiddle = ({ middle }: Decision, limits: Limits, seconds: number): string => {
  const { ratio, atMost, atLeast, smallestShown } = middle;
  if (!Number.isFinite(atMost)) return 'p50 cannot be compared, for too few requests were answered alike';
  const distance = Math.abs(Math.log(ratio) - Math.log1p(limits.maxRegression.p50));
  const width = ratio > 1 + limits.maxRegression.p50 ? Math.log(ratio / atLeast) : Math.log(atMost / ratio);
  return (
    `p50 of head is ${signed(ratio - 1)} of base's, up to ${signed(atMost - 1)}, and ${signed(limits.maxRegression.p50)} is allowed; ` +
    `the smallest slowdown that could be shown was ${signed(smallestShown - 1)}, and ${needed(seconds, width / distance)}`
  );
};

const explainTail = ({ times, excess, excessAtMost }: TailCount, seconds: number): string => {
  const width = excessAtMost - excess;
  const distance = Math.abs(mostExcess - excess);
  return (
    `${signed(excess)} of head's requests moved above ${times} times base's median, up to ${signed(excessAtMost)}, and ` +
    `${signed(mostExcess)} must be ruled out; the smallest excess that could be shown was ` +
    `${signed(Math.max(leastExcess, width))}, and ${needed(seconds, width / distance)}`
  );
};

const needed = (seconds: number, times: number): string => {
  const estimate = seconds * times ** 2;
  return estimate < 600
    ? `about ${Math.ceil(Math.max(estimate, seconds * 1.5))} s of traffic would decide`
    : 'ten minutes of traffic would not decide';
};

const signed = (fraction: number): string => `${fraction < 0 ? '−' : '+'}${(Math.abs(fraction) * 100).toFixed(1)} %`;
