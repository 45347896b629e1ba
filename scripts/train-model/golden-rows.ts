import type { RowGroup } from './training-rows.ts';
import type { Random } from './random.ts';
import type { XgboostModel } from './xgboost-model.ts';

/**
 * Rows on which the serving runtime must agree with the trainer: real ones, real ones with values knocked out, one with
 * nothing known, and rows whose values sit exactly on split thresholds, where `<` and `<=` part.
 */
export const chooseGoldenRows = (random: Random, groups: readonly RowGroup[], model: XgboostModel): Float32Array[] => {
  const rows = groups.flatMap((group) => group.rows);
  const real = Array.from({ length: 48 }, () => random.pick(rows));
  const knockedOut = real.slice(0, 24).map((row) => row.map((value) => (random.happens(0.3) ? Number.NaN : value)));
  const nothingKnown = random.pick(rows).map(() => Number.NaN);
  return [...real, ...knockedOut, nothingKnown, ...real.slice(0, 24).map((row) => onThresholds(random, row, model))];
};

const onThresholds = (random: Random, row: Float32Array, { trees }: XgboostModel): Float32Array => {
  const moved = row.slice();
  for (const tree of Array.from({ length: 8 }, () => random.pick(trees))) {
    const [feature, threshold] = [tree.split_indices[0], tree.split_conditions[0]];
    if (feature !== undefined && threshold !== undefined) moved[feature] = threshold;
  }
  return moved;
};
