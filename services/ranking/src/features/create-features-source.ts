import type { CallFailure, Metrics } from '@interlock-dev/chassis';
import type { FeaturesClient } from '../generated/features-client.ts';
import type { FeaturesSource } from './features-source.ts';

/** Features from the features service: one batch a request; each failure is counted by its reason. */
export const createFeaturesSource = (client: FeaturesClient, metrics: Metrics): FeaturesSource => {
  const failures = metrics.counter({
    name: 'ranking_features_failures_total',
    help: 'Calls to the features service that gave no features.',
    labels: { reason: failureReasons },
  });
  return async ({ user, current, candidates }, deadlineMs) => {
    const items = candidates.map(({ id }) => id);
    const answer = await client.batchFeatures({ user, currentItem: current.id, items }, deadlineMs);
    if (answer.ok && answer.value.rows.length === items.length) return answer.value;
    failures.increment({ reason: answer.ok ? 'invalid-answer' : answer.reason });
    return undefined;
  };
};

const failureReasons = [
  'deadline',
  'unreachable',
  'invalid-answer',
  'refused',
  'circuit-open',
] as const satisfies CallFailure['reason'][];
