import { ServiceError } from '@interlock-dev/chassis';
import type { NowPlayingRequest, NowPlayingResponse } from '../contract.ts';
import { changesOf, type Arms, type Experiment } from '../core/experiments.ts';
import { lowerRung, type Degradation } from '../core/ladder.ts';
import type { MergedCandidates } from '../core/merge-proposals.ts';
import { rerank } from '../core/rerank.ts';
import { applyRules, settingsFor, type ViewRules, type ViewSettings } from '../core/rules.ts';
import type { AnswerCache, CachedAnswer } from './answer-cache.ts';
import { armsFor } from './arms-for.ts';
import type { Occasion, RankerParts } from './create-ranker.ts';
import type { FindCandidates } from './find-candidates.ts';
import type { Scored } from './score-within.ts';

export type NowPlayingParts = RankerParts & {
  readonly findCandidates: FindCandidates;
  readonly rules: ViewRules;
  readonly experiments: readonly Experiment[];
  readonly answers: AnswerCache;
  readonly isPreviewAllowed: boolean;
};

/** Fills one view. */
export type NowPlaying = (request: NowPlayingRequest, occasion: Occasion) => Promise<NowPlayingResponse>;

/**
 * The whole way to a view: arms, candidates of all sources, features in one batch, one model call, business rules, re-ranking.
 * What the time or a failure takes away is taken rung by rung; the answer, the metrics and the exposure say which rung it was.
 * @throws ServiceError `request/deadline-exceeded`, or for a preview that may not be or names no arm
 */
export const createNowPlaying = (parts: NowPlayingParts): NowPlaying => {
  return async (request, occasion) => {
    const begin = parts.now();
    const view = planView(parts, request);
    const scored = await parts.scoreWithin({
      user: request.user,
      current: request.current,
      candidates: view.found.candidates,
      deadlineMs: occasion.deadlineMs,
      best: view.best,
      allows: (rung) => rung !== 'cached' || view.cached !== undefined,
    });
    if (parts.now() >= occasion.deadlineMs)
      throw new ServiceError('request/deadline-exceeded', 'no time was left to answer');
    const response = answer(parts, request, { view, scored });
    parts.count(scored);
    // A preview was shown to nobody who listens: it teaches nothing and is kept nowhere.
    if (request.preview) return response;
    if (scored.degradation === 'none') parts.answers.set(view.key, response);
    parts.offerToShadow(request.user, scored);
    parts.exposures.write(exposureOf({ request, occasion, response, begin, end: parts.now() }));
    return response;
  };
};

/** What is decided before anything is scored. */
type View = {
  readonly arms: Arms;
  readonly settings: ViewSettings;
  readonly found: MergedCandidates;
  readonly best: Degradation;
  readonly key: string;
  readonly cached: CachedAnswer | undefined;
};

const planView = (parts: NowPlayingParts, request: NowPlayingRequest): View => {
  const arms = armsFor(parts, request);
  const settings = settingsFor(parts.rules, changesOf(parts.experiments, arms));
  const { user, current, recent = [], limit = defaultLimit } = request;
  const found = parts.findCandidates({ user, current, recent }, settings);
  const best = lowerRung(settings.bestDegradation, request.preview?.degradation ?? 'none');
  const key = JSON.stringify([user, current.id, limit, arms]);
  return { arms, settings, found, best, key, cached: parts.answers.get(key) };
};

const defaultLimit = 20;

type Made = { readonly view: View; readonly scored: Scored };

const answer = (parts: NowPlayingParts, request: NowPlayingRequest, { view, scored }: Made): NowPlayingResponse => {
  const { degradation, cause } = scored;
  const made = degradation === 'cached' && view.cached ? view.cached : makeView(parts, request, { view, scored });
  return {
    model: made.model,
    rules: made.rules,
    arms: { ...view.arms },
    degradation,
    ...(cause ? { degradationCause: cause } : {}),
    cards: made.cards,
  };
};

const makeView = (
  { rules }: NowPlayingParts,
  { current, limit = defaultLimit }: NowPlayingRequest,
  { view, scored }: Made,
): CachedAnswer => {
  const cards = rerank(applyRules(scored.candidates, rules.rules), { current, limit, settings: view.settings });
  return {
    model: scored.model,
    rules: rules.version,
    cards: cards.map((card) => ({
      ...card,
      reasons: [...card.reasons],
      sources: [...(view.found.sourcesOf.get(card.id) ?? [])],
    })),
  };
};

type Shown = {
  readonly request: NowPlayingRequest;
  readonly occasion: Occasion;
  readonly response: NowPlayingResponse;
  readonly begin: number;
  readonly end: number;
};

const exposureOf = ({ request, occasion, response, begin, end }: Shown) => {
  const { cards, ...decided } = response;
  return {
    event: 'now-playing' as const,
    id: occasion.exposureId,
    at: begin,
    user: request.user,
    current: request.current.id,
    ...decided,
    tookMs: end - begin,
    cards: cards.map(({ id, sources }) => ({ id, sources })),
  };
};
