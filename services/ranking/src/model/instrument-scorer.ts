import type { Metrics } from '@interlock-dev/chassis';
import { runtimes, scoreFailures, type Scorer } from './scorer.ts';

/** Counts and times the calls of scorers, whichever runtime they have; made once, because a metric has one name. */
export const createScorerMetrics = (metrics: Metrics, elapsed: () => number): ((scorer: Scorer) => Scorer) => {
  const calls = metrics.counter({
    name: 'ranking_scorer_calls_total',
    help: 'Calls of models, by runtime and outcome.',
    labels: { runtime: runtimes, outcome: ['scored', ...scoreFailures] },
  });
  const observe = metrics.histogram({
    name: 'ranking_scorer_duration_seconds',
    help: 'Time of one call of a model.',
    labelNames: ['runtime'],
  });
  return (scorer) => ({
    ...scorer,
    score: async (matrix, deadlineMs) => {
      const begin = elapsed();
      const answer = await scorer.score(matrix, deadlineMs);
      const { runtime } = scorer;
      observe({ runtime }, (elapsed() - begin) / 1000);
      calls.increment({ runtime, outcome: answer.ok ? 'scored' : answer.reason });
      return answer;
    },
  });
};
