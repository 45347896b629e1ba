import { binomialAtLeast, normalUpper, studentUpper } from './distributions.ts';
import type { Block, Pair } from './latency-evidence.ts';
import { failAlpha } from './plan-measurement.ts';

/** In how many pairs something happened to one side alone. */
export type Discordance = { readonly pairs: number; readonly headOnly: number; readonly baseOnly: number };

/** Counts in one block; `happened` says what happened to base and to head in a pair. Pure. */
export const countDiscordance = (
  { pairs }: Pick<Block, 'pairs'>,
  happened: (pair: Pair) => { readonly base: boolean; readonly head: boolean },
): Discordance => {
  const each = pairs.map(happened);
  return {
    pairs: each.length,
    headOnly: each.filter(({ base, head }) => head && !base).length,
    baseOnly: each.filter(({ base, head }) => base && !head).length,
  };
};

/** Exact one-sided McNemar (1947): P(X ≥ headOnly) of X ~ Binomial(headOnly + baseOnly, ½). Pure. */
export const mcnemar = ({ headOnly, baseOnly }: Pick<Discordance, 'headOnly' | 'baseOnly'>): number =>
  binomialAtLeast(headOnly, headOnly + baseOnly, 0.5);

/**
 * Whether it is shown, at `alpha`, to happen to head more often than to base. McNemar's test takes pairs to be
 * independent, and a machine that stalls hits many in a row; so the test must also hold without the block that speaks most
 * against head, and Student's t over the blocks' excesses, each block being one observation, must agree at 1 %. Pure.
 */
export const isExcessShown = (blocks: readonly Discordance[], alpha: number): boolean => {
  const [, ...others] = [...blocks].sort((one, other) => excessOf(other) - excessOf(one));
  return (
    others.length > 0 &&
    mcnemar(addDiscordances(blocks)) < alpha &&
    mcnemar(addDiscordances(others)) < alpha &&
    isSteady(blocks.map(excessOf))
  );
};

const isSteady = (excesses: readonly number[]): boolean => {
  const count = excesses.length;
  const mean = excesses.reduce((sum, excess) => sum + excess, 0) / count;
  const squares = excesses.reduce((sum, excess) => sum + (excess - mean) ** 2, 0);
  return mean > studentUpper(failAlpha, count - 1) * Math.sqrt(squares / (count - 1) / count);
};

/** Share of pairs in which it happened to head beyond those in which it happened to base. Pure. */
export const excessOf = ({ pairs, headOnly, baseOnly }: Discordance): number =>
  pairs === 0 ? 0 : (headOnly - baseOnly) / pairs;

/** Upper bound of {@link excessOf} at `alpha`, one-sided. Source: Bonett and Price (2012), adjusted Wald. Pure. */
export const upperExcess = ({ pairs, headOnly, baseOnly }: Discordance, alpha: number): number => {
  const [head, base] = [(headOnly + 1) / (pairs + 2), (baseOnly + 1) / (pairs + 2)];
  return head - base + normalUpper(alpha) * Math.sqrt((head + base - (head - base) ** 2) / (pairs + 2));
};

/** All blocks' counts together. Pure. */
export const addDiscordances = (blocks: readonly Discordance[]): Discordance =>
  blocks.reduce(
    (total, one) => ({
      pairs: total.pairs + one.pairs,
      headOnly: total.headOnly + one.headOnly,
      baseOnly: total.baseOnly + one.baseOnly,
    }),
    { pairs: 0, headOnly: 0, baseOnly: 0 },
  );
