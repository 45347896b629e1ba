import type { Verdict } from '../../guardrail.ts';
import { answeredAlike } from './decide-middle.ts';
import { binomialAtLeast, binomialAtMost } from './distributions.ts';
import type { Block, Pair } from './latency-evidence.ts';
import type { Budget } from './limits.ts';
import { quantileOf } from './quantile.ts';
import { countDiscordance, isExcessShown } from './shown-excess.ts';

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
 * (`fail`) or fewer (`pass`) are above than the quantile allows, also without the block that speaks most against head.
 * Beside a base, a `fail` further wants head to be above the limit more often than base is ({@link isExcessShown}): else
 * it is the machine that is slow. Where base is over the budget, this change is not what broke it: `pass`, and the finding
 * becomes a warning. Pure. Source: the sign test of a quantile, Conover (1999) §3.2.
 */
export const decideBudget = (blocks: readonly Block[], budget: Budget, terms: BudgetTerms): BudgetDecision => {
  const alike = blocks.map(({ pairs }) => ({ pairs: answeredAlike(pairs) }));
  const pairs = alike.flatMap((block) => block.pairs);
  const [baseMs, headMs] = [
    quantileOf(
      pairs.map(([, , , base]) => base),
      budget.quantile,
    ) / 1000,
    quantileOf(
      pairs.map(([, , , , head]) => head),
      budget.quantile,
    ) / 1000,
  ];
  const isBaseOver = !terms.isNew && baseMs > budget.ms;
  const allowed = 1 - budget.quantile;
  const isKept = binomialAtMost(countOver(pairs, budget), pairs.length, allowed) < terms.pass;
  const verdict = isBaseOver || isKept ? 'pass' : isOver(alike, budget, terms) ? 'fail' : 'cannot-check';
  return { budget, baseMs, headMs, isBaseOver, verdict };
};

const countOver = (pairs: readonly Pair[], { ms }: Budget): number =>
  pairs.filter(([, , , , head]) => head > ms * 1000).length;

const isOver = (blocks: readonly Pick<Block, 'pairs'>[], budget: Budget, { fail, isNew }: BudgetTerms): boolean => {
  const isShown = (some: readonly Pick<Block, 'pairs'>[]) => {
    const pairs = some.flatMap((block) => block.pairs);
    return binomialAtLeast(countOver(pairs, budget), pairs.length, 1 - budget.quantile) < fail;
  };
  const [, ...others] = [...blocks].sort((one, other) => countOver(other.pairs, budget) - countOver(one.pairs, budget));
  const above = ([, , , base, head]: Pair) => ({ base: base > budget.ms * 1000, head: head > budget.ms * 1000 });
  const isBesideBase =
    isNew ||
    isExcessShown(
      blocks.map((block) => countDiscordance(block, above)),
      fail,
    );
  return isShown(blocks) && isShown(others) && isBesideBase;
};
