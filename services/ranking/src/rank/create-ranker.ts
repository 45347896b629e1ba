import { ServiceError } from '@interlock-dev/chassis';
import type { RankRequest, RankResponse } from '../contract.ts';
import { rerank } from '../core/rerank.ts';
import type { ExposureSink } from '../exposure/exposure.ts';
import type { CountAnswer } from './count-answers.ts';
import type { Scored, ScoreWithin } from './score-within.ts';

export type RankerParts = {
  readonly scoreWithin: ScoreWithin;
  readonly count: CountAnswer;
  readonly exposures: ExposureSink;
  readonly offerToShadow: (user: string, scored: Scored) => void;
  readonly now: () => number;
};

/** Where an answer is shown: whose deadline it has, and the id that its exposure gets. */
export type Occasion = { readonly deadlineMs: number; readonly exposureId: string };

/** Ranks one request; never rejects for want of features, model or time to score: those degrade the answer. */
export type Ranker = (request: RankRequest, occasion: Occasion) => Promise<RankResponse>;

/**
 * Ranks candidates that the caller brings: by the model, or else by popularity. Each answer says how much of that it had.
 * @throws ServiceError `request/deadline-exceeded` when not even the fallback is in time
 */
export const createRanker = (parts: RankerParts): Ranker => {
  return async (request, { deadlineMs, exposureId }) => {
    const begin = parts.now();
    const { user, current, candidates } = request;
    const ask = { user, current, candidates, deadlineMs, best: 'none', allows: () => false } as const;
    const scored = await parts.scoreWithin(ask);
    if (parts.now() >= deadlineMs) throw new ServiceError('request/deadline-exceeded', 'no time was left to answer');
    const response = answer(scored.model.version, request, scored);
    parts.count(scored);
    parts.offerToShadow(user, scored);
    const { model, degradation, cause } = scored;
    parts.exposures.write({
      event: 'rank',
      id: exposureId,
      at: begin,
      user,
      current: current.id,
      model,
      degradation,
      ...(cause ? { degradationCause: cause } : {}),
      arms: {},
      rules: 'caller',
      tookMs: parts.now() - begin,
      cards: response.cards.map(({ id }) => ({ id, sources: [] })),
    });
    return response;
  };
};

const defaultLimit = 20;

const answer = (modelVersion: string, request: RankRequest, { candidates, cause }: Scored): RankResponse => ({
  modelVersion,
  ...(cause && cause !== 'asked-for'
    ? { degradation: 'popularity', degradationCause: cause }
    : { degradation: 'none' }),
  cards: rerank(candidates, { current: request.current, limit: request.limit ?? defaultLimit }).map((card) => ({
    ...card,
    reasons: [...card.reasons],
  })),
});
