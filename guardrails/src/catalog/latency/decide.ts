import type { Verdict } from '../../guardrail.ts';
import { combineVerdicts } from '../../report/report.ts';
import { type BudgetDecision, decideBudget } from './decide-budget.ts';
import { decideMiddle, type MiddleDecision } from './decide-middle.ts';
import { decideTail, type TailDecision } from './decide-tail.ts';
import type { Block, MeasurementPlan } from './latency-evidence.ts';
import type { Limits } from './limits.ts';
import { alphaPerLook, plannedLooks } from './plan-measurement.ts';

/** What the samples show. */
export type Decision = {
  readonly verdict: Verdict;
  readonly middle: MiddleDecision;
  readonly tail: TailDecision;
  readonly budgets: readonly BudgetDecision[];
};

/** What to decide on. */
export type Samples = {
  readonly plan: MeasurementPlan;
  readonly blocks: readonly Block[];
  readonly limits: Limits;
  /** True when head was measured beside itself: only its budgets are judged. */
  readonly isNew: boolean;
};

/**
 * Judges the middle, the tail and the budgets: `fail` where a regression is shown to be above its limit, `pass` where all
 * are shown to be below, else `cannot-check`. Pure and deterministic.
 */
export const decide = ({ plan, blocks, limits, isNew }: Samples): Decision => {
  const chances = alphaPerLook(plan);
  const middle = decideMiddle(blocks, { margin: limits.maxRegression.p50, ...chances });
  const tail = decideTail(blocks, { margin: limits.maxRegression.p99, ...chances });
  const budgets = limits.budgets.map((budget) => decideBudget(blocks, budget, { ...chances, isNew }));
  const relative = isNew ? [] : [middle.verdict, tail.verdict];
  const verdicts = [...relative, ...budgets.map(({ verdict }) => verdict)];
  return { verdict: combineVerdicts(verdicts), middle, tail, budgets };
};

/** Says after each block whether to go on: until a planned look decides, or the time is used up. Pure. */
export const measureMore = (samples: Samples): 'measure more' | 'enough' => {
  const { plan, blocks } = samples;
  if (blocks.length >= plan.maxBlocks) return 'enough';
  if (!plannedLooks(plan).includes(blocks.length)) return 'measure more';
  return decide(samples).verdict === 'cannot-check' ? 'measure more' : 'enough';
};
