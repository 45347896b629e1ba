import type { Random } from '../simulator/random.ts';
import type { RowGroup } from './row-group.ts';
import type { XgboostModel } from './xgboost-model.ts';

/**
 * Rows on which the serving runtime must agree with the trainer: real ones, real ones with values knocked out, one with
 * nothing known, and rows whose values sit exactly on split thresholds, where `<` and `<=` part.
 */
export const chooseGoldenRows = (random: Random, groups: readonly RowGroup[], model: XgboostModel): Float32Array[] => {
  const rows = groups.flatMap((group) => group.rows);
  const real = Array.from({ length: 48 }, () => random.pick(rows));
  const knockedOut = real.slice(0, 24).map((row) => knockOut(random, row, 0.3));
  const nothingKnown = random.pick(rows).map(() => Number.NaN);
  return [...real, ...knockedOut, nothingKnown, ...real.slice(0, 24).map((row) => onThresholds(random, row, model))];
};

/** A row of which each value is missing with the probability given. */
export const knockOut = (random: Random, row: Float32Array, probability: number): Float32Array =>
  row.map((value) => (random.happens(probability) ? Number.NaN : value));

// On every split of a way down to a leaf, of eight trees: the roots alone would try few of the thresholds.
const onThresholds = (random: Random, row: Float32Array, { trees }: XgboostModel): Float32Array => {
  const moved = row.slice();
  for (const tree of Array.from({ length: 8 }, () => random.pick(trees))) {
    let node = 0;
    while ((tree.left_children[node] ?? -1) !== -1) {
      const [feature, threshold] = [tree.split_indices[node] ?? 0, tree.split_conditions[node] ?? 0];
      if (random.happens(0.5)) moved[feature] = threshold;
      node = (random.happens(0.5) ? tree.left_children[node] : tree.right_children[node]) ?? 0;
    }
  }
  return moved;
};
