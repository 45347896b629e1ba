import type { BoundedCounter, HttpApp, Metrics } from '@interlock-dev/chassis';
import { Problem } from '@interlock-dev/chassis';
import { BatchRequest, BatchResponse } from '../contract.ts';
import { computeFeatures } from '../core/compute-features.ts';
import { featureNames } from '../core/feature-names.ts';
import type { FeatureSnapshot } from '../core/records.ts';

/** `POST /v1/features/batch`: the features of up to 200 items for one listener. */
export const addBatchRoute = (app: HttpApp, snapshot: FeatureSnapshot, metrics: Metrics): void => {
  const answers = countUsers(metrics);
  app.post('/v1/features/batch', { schema: batchSchema }, ({ body }) => {
    const isUserKnown = snapshot.users.has(body.user);
    answers.increment({ user: isUserKnown ? 'known' : 'unknown' });
    const rows = computeFeatures(snapshot, body).map((row) => [...row]);
    return { snapshot: snapshot.version, isUserKnown, names: [...featureNames], rows };
  });
};

const batchSchema = {
  operationId: 'batchFeatures',
  summary: 'The features of several items for one listener',
  'x-idempotent': true,
  body: BatchRequest,
  response: { 200: BatchResponse, '4xx': Problem, '5xx': Problem },
};

const countUsers = (metrics: Metrics): BoundedCounter<{ readonly user: readonly ['known', 'unknown'] }> =>
  metrics.counter({
    name: 'features_batches_total',
    help: 'Batches answered, by whether the listener has a history.',
    labels: { user: ['known', 'unknown'] },
  });
