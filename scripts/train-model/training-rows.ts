import { computeFeatures } from '../../services/features/src/core/compute-features.ts';
import { featureNames } from '../../services/features/src/core/feature-names.ts';
import type { FeatureSnapshot } from '../../services/features/src/core/records.ts';
import type { Candidate } from '../../services/ranking/src/core/candidate.ts';
import { encodeFeatures, type ModelInput } from '../../services/ranking/src/core/encode-features.ts';
import { requestSignals } from '../../services/ranking/src/core/request-signals.ts';
import type { Impression, Outcome } from './listen.ts';
import type { Random } from './random.ts';
import type { WorldItem } from './world.ts';

/** The rows of one impression: ranked against each other, never against those of another. */
export type RowGroup = {
  readonly rows: readonly Float32Array[];
  readonly labels: readonly Outcome[];
  readonly popularity: readonly number[];
};

/** The model's columns in order: what the features service computes, then what the request says. */
export const modelInputs: readonly ModelInput[] = [...featureNames, ...requestSignals.keys()].map((name) => ({
  name,
  default: name === 'co_listening' ? 0 : null,
}));

/**
 * Training rows from impressions, through the very functions that serve live requests. Some listeners and values are
 * left out at random, so that the model learns what to do when they are unknown.
 */
export const createRowGroups = (
  random: Random,
  impressions: readonly Impression[],
  snapshot: FeatureSnapshot,
): RowGroup[] =>
  impressions.map(({ user, current, shown }) => {
    const candidates = shown.map(({ item }) => candidateOf(random, item, snapshot));
    const served = computeFeatures(snapshot, {
      user: random.happens(0.1) ? 'nobody' : user.id,
      currentItem: current.id,
      items: candidates.map(({ id }) => id),
    });
    const matrix = encodeFeatures({
      inputs: modelInputs,
      candidates,
      current,
      served: { names: featureNames, rows: served },
    });
    const { values, columnCount } = matrix;
    return {
      rows: candidates.map((_, row) => values.subarray(row * columnCount, (row + 1) * columnCount)),
      labels: shown.map(({ outcome }) => outcome),
      popularity: candidates.map(({ popularity }) => popularity ?? 0),
    };
  });

/** An item as a source would propose it; one time in ten it does not know the age, or the popularity. */
export const candidateOf = (random: Random, item: WorldItem, snapshot: FeatureSnapshot): Candidate => {
  const { id, kind, artist, ageDays } = item;
  const popularity = Math.min(1, Math.round(100 * (Math.log1p(snapshot.items.get(id)?.plays ?? 0) / 8)) / 100);
  return {
    id,
    kind,
    artist,
    ...(random.happens(0.1) ? {} : { ageDays }),
    ...(random.happens(0.1) ? {} : { popularity }),
  };
};
