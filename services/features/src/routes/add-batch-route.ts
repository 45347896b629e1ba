import type { BoundedCounter, HttpApp, Metrics } from '@interlock-dev/chassis';
import { Problem } from '@interlock-dev/chassis';
import { BatchRequest, BatchResponse } from '../contract.ts';
import { computeFeatures, type FeatureQuery } from '../core/compute-features.ts';
import { ageMs, userAt } from '../core/expiry.ts';
import { featureNames } from '../core/feature-names.ts';
import type { FeatureSnapshot } from '../core/records.ts';

export type BatchRouteParts = {
  readonly snapshot: FeatureSnapshot;
  readonly metrics: Metrics;
  readonly now: () => number;
};

/** `POST /v1/features/batch`: the features of up to 200 items for one listener, and how old they are. */
export const addBatchRoute = (app: HttpApp, { snapshot, metrics, now }: BatchRouteParts): void => {
  const answers = countUsers(metrics);
  app.post('/v1/features/batch', { schema: batchSchema }, ({ body }) => {
    const query = { ...body, at: body.at ?? Math.floor(now()) };
    const isUserKnown = userAt(snapshot, query.user, query.at) !== undefined;
    answers.increment({ user: isUserKnown ? 'known' : 'unknown' });
    const rows = computeFeatures(snapshot, query).map((row) => [...row]);
    const freshness = freshnessOf(snapshot, query);
    return { snapshot: snapshot.version, isUserKnown, names: [...featureNames], rows, freshness };
  });
};

const freshnessOf = (snapshot: FeatureSnapshot, { user, items, at }: FeatureQuery & { readonly at: number }) => ({
  at,
  ttlMs: snapshot.ttlMs,
  userAgeMs: ageMs(userAt(snapshot, user, at)?.updatedAtMs ?? null, at),
  itemAgesMs: items.map((id) => ageMs(snapshot.items.get(id)?.updatedAtMs ?? null, at)),
});

const batchSchema = {
  operationId: 'batchFeatures',
  summary: 'The features of several items for one listener',
  'x-idempotent': true,
  'x-metrics': ['features_batches_total'],
  'x-exposure': 'none: what a listener is shown is exposed by ranking',
  body: BatchRequest,
  response: { 200: BatchResponse, '4xx': Problem, '5xx': Problem },
};

const countUsers = (metrics: Metrics): BoundedCounter<{ readonly user: readonly ['known', 'unknown'] }> =>
  metrics.counter({
    name: 'features_batches_total',
    help: 'Batches answered, by whether the listener has a history.',
    labels: { user: ['known', 'unknown'] },
  });
