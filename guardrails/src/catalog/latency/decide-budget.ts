import type { Verdict } from '../../guardrail.ts';
import { answeredAlike } from './decide-middle.ts';
import { binomialAtLeast, binomialAtMost } from './distributions.ts';
import type { Block } from './latency-evidence.ts';
import type { Budget } from './limits.ts';
import { quantileOf } from './quantile.ts';

/** What was shown of one budget. */
export type BudgetDecision = {
  readonly budget: Budget;
  readonly verdict: Verdict;
  readonly baseMs: number;
  readonly headMs: number;
  /** True when base is over the budget as well: then this change is not what broke it. */
  readonly isBaseOver: boolean;
};

/** The chances of error at this look, and whether there is a base to excuse head. */
export type BudgetTerms = { readonly fail: number; readonly pass: number; readonly isNew: boolean };

/**
 * Judges an absolute limit of a quantile by counting head's answers above it: an exact binomial test says whether more
 * (`fail`) or fewer (`pass`) are above than the quantile allows. Where base is over the budget, the machine or the past is
 * to blame: the answer is `pass`, and the finding becomes a warning. Pure.
 * Source: the sign test of a quantile, Conover (1999) §3.2.
 */
export const decideBudget = (
  blocks: readonly Block[],
  budget: Budget,
  { fail, pass, isNew }: BudgetTerms,
): BudgetDecision => {
  const pairs = blocks.flatMap((block) => answeredAlike(block.pairs));
  const headUs = pairs.map(([, , , , intended]) => intended);
  const above = headUs.filter((time) => time > budget.ms * 1000).length;
  const allowed = 1 - budget.quantile;
  const isOver = binomialAtLeast(above, pairs.length, allowed) < fail;
  const isKept = binomialAtMost(above, pairs.length, allowed) < pass;
  const [baseMs, headMs] = [pairs.map(([, , , intended]) => intended), headUs].map(
    (times) => quantileOf(times, budget.quantile) / 1000,
  ) as [number, number];
  const isBaseOver = !isNew && baseMs > budget.ms;
  return {
    budget,
    baseMs,
    headMs,
    isBaseOver,
    verdict: isBaseOver || isKept ? 'pass' : isOver ? 'fail' : 'cannot-check',
  };
};
