/**
 * Numbers in [0, 1) that look random and depend on `seed` alone, so that a measurement's order can be told from its
 * evidence. Not for secrets. Source: Tommy Ettinger's mulberry32.
 */
export const createSeededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Draws an index of `weights` (all > 0) with chance in proportion to its weight. Pure but for `random`. */
export const createWeightedChoice = (weights: readonly number[], random: () => number): (() => number) => {
  let total = 0;
  const ends = weights.map((weight) => (total += weight));
  return () => {
    const at = random() * total;
    const index = ends.findIndex((end) => at < end);
    return index === -1 ? weights.length - 1 : index;
  };
};
