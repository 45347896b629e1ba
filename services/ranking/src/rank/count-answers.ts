import type { Metrics } from '@interlock-dev/chassis';
import { degradationCauses, degradations } from '../core/ladder.ts';
import type { Scored } from './score-within.ts';

/** Counts an answer by its rung, by why it is not on the first one, and by which of two versions answered. */
export type CountAnswer = (scored: Pick<Scored, 'degradation' | 'cause' | 'isCanary'>) => void;

/** The counters of all answers, whatever their route; made once, because a metric has one name. */
export const createAnswerCount = (metrics: Metrics): CountAnswer => {
  const answers = metrics.counter({
    name: 'ranking_answers_total',
    help: 'Rankings answered, by how much of the full ranking they had.',
    labels: { degradation: degradations },
  });
  const degraded = metrics.counter({
    name: 'ranking_degraded_answers_total',
    help: 'Rankings answered with less than the full ranking, by why.',
    labels: { cause: degradationCauses },
  });
  const versions = metrics.counter({
    name: 'ranking_model_answers_total',
    help: 'Rankings answered, by whether the listener is in the canary of the full model.',
    labels: { version: ['full', 'canary'] },
  });
  return ({ degradation, cause, isCanary }) => {
    answers.increment({ degradation });
    if (cause) degraded.increment({ cause });
    versions.increment({ version: isCanary ? 'canary' : 'full' });
  };
};
