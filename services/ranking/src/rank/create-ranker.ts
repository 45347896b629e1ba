import { ServiceError, type Metrics } from '@interlock-dev/chassis';
import type { FastifyBaseLogger } from 'fastify';
import {
  degradationCauses,
  degradations,
  type DegradationCause,
  type RankRequest,
  type RankResponse,
} from '../contract.ts';
import type { ScoredCandidate } from '../core/candidate.ts';
import { encodeFeatures, signalsOf, type ServedFeatures } from '../core/encode-features.ts';
import { scoreByPopularity } from '../core/popularity.ts';
import { rerank } from '../core/rerank.ts';
import type { FeaturesSource } from '../features/features-source.ts';
import type { Scorer } from '../model/scorer.ts';
import { canScore, featuresDeadlineMs, type StepReserves } from './budget.ts';

export type RankerParts = {
  readonly features: FeaturesSource;
  readonly scorer: Scorer;
  readonly reserves: StepReserves;
  readonly metrics: Metrics;
  readonly logger: FastifyBaseLogger;
  readonly now: () => number;
};

/** Ranks one request; never rejects for want of features, model or time to score: those degrade the answer. */
export type Ranker = (request: RankRequest, deadlineMs: number) => Promise<RankResponse>;

/**
 * Features in one batch, one model call, then the rules of the core. Each answer says how much of that it had.
 * @throws ServiceError `request/deadline-exceeded` when not even the fallback is in time
 */
export const createRanker = (parts: RankerParts): Ranker => {
  const count = createAnswerCount(parts.metrics);
  return async (request, deadlineMs) => {
    const scored = await scoreWithin(parts, request, deadlineMs);
    if (parts.now() >= deadlineMs) throw new ServiceError('request/deadline-exceeded', 'no time was left to answer');
    count(scored.cause);
    return answer(parts.scorer.version, request, scored);
  };
};

type Scored = { readonly candidates: readonly ScoredCandidate[]; readonly cause?: DegradationCause };

const scoreWithin = async (parts: RankerParts, request: RankRequest, deadlineMs: number): Promise<Scored> => {
  const { features, reserves, now } = parts;
  const served = await features(request, featuresDeadlineMs(deadlineMs, reserves));
  if (!served) return degraded(request, 'features-unavailable');
  if (!canScore(deadlineMs, now(), reserves)) return degraded(request, 'budget-short');
  return scoreByModel(parts, request, served);
};

const scoreByModel = async (
  { scorer, logger }: RankerParts,
  request: RankRequest,
  served: ServedFeatures,
): Promise<Scored> => {
  const { candidates, current } = request;
  try {
    const scores = await scorer.score(encodeFeatures({ inputs: scorer.inputs, candidates, current, served }));
    return {
      candidates: candidates.map((candidate, row) => ({
        candidate,
        score: scores[row] ?? 0,
        signals: signalsOf(served, row),
      })),
    };
  } catch (error) {
    logger.error({ err: error, modelVersion: scorer.version }, 'the model failed; answering by popularity');
    return degraded(request, 'model-failed');
  }
};

const degraded = ({ candidates }: RankRequest, cause: DegradationCause): Scored => ({
  candidates: scoreByPopularity(candidates),
  cause,
});

const defaultLimit = 20;

const answer = (modelVersion: string, request: RankRequest, { candidates, cause }: Scored): RankResponse => ({
  modelVersion,
  ...(cause ? { degradation: 'popularity', degradationCause: cause } : { degradation: 'none' }),
  cards: rerank(candidates, { current: request.current, limit: request.limit ?? defaultLimit }).map((card) => ({
    ...card,
    reasons: [...card.reasons],
  })),
});

const createAnswerCount = (metrics: Metrics): ((cause: DegradationCause | undefined) => void) => {
  const answers = metrics.counter({
    name: 'ranking_answers_total',
    help: 'Rankings answered, by how much of the full ranking they had.',
    labels: { degradation: degradations },
  });
  const degradedAnswers = metrics.counter({
    name: 'ranking_degraded_answers_total',
    help: 'Rankings answered with less than the full ranking, by why.',
    labels: { cause: degradationCauses },
  });
  return (cause) => {
    answers.increment({ degradation: cause ? 'popularity' : 'none' });
    if (cause) degradedAnswers.increment({ cause });
  };
};
