import type { FastifyBaseLogger } from 'fastify';
import type { Candidate, CurrentTrack, ScoredCandidate } from '../core/candidate.ts';
import { encodeFeatures, signalsOf, type FeatureMatrix, type ServedFeatures } from '../core/encode-features.ts';
import { chooseRung, nextRung, type Degradation, type DegradationCause, type RungCosts } from '../core/ladder.ts';
import { scoreByPopularity } from '../core/popularity.ts';
import type { FeaturesSource } from '../features/features-source.ts';
import type { ModelSlot } from '../model/model-slot.ts';
import type { Scorer } from '../model/scorer.ts';
import { featuresDeadlineMs, type StepReserves } from './budget.ts';
import { createCostEstimate, type CostEstimate } from './cost-estimate.ts';

export type ScoringParts = {
  readonly features: FeaturesSource;
  readonly rankers: Rankers;
  readonly reserves: StepReserves;
  readonly logger: FastifyBaseLogger;
  readonly now: () => number;
  /** Milliseconds on a clock that is never set. */
  readonly elapsed: () => number;
};

/** The models of the two rungs that have one. */
export type Rankers = { readonly full: ModelSlot<Scorer>; readonly cheap: ModelSlot<Scorer> };

/** What is to be scored, and on which rungs. */
export type ScoreAsk = {
  readonly user: string;
  readonly current: CurrentTrack;
  readonly candidates: readonly Candidate[];
  readonly deadlineMs: number;
  /** No better rung than this one. */
  readonly best: Degradation;
  /** Whether a rung between the best and the last may be stood on. */
  readonly allows: (rung: Degradation) => boolean;
};

/** A rung, the candidates as it scored them (none at `cached`), and what is known of how that came about. */
export type Scored = {
  readonly degradation: Degradation;
  readonly cause?: DegradationCause;
  readonly candidates: readonly ScoredCandidate[];
  /** The model that scored, or the full one that would have. */
  readonly model: { readonly name: string; readonly version: string };
  readonly isCanary: boolean;
  /** What a second model needs to score the same; only where the full model scored. */
  readonly comparable?: Comparable;
};

/** One scoring by the full model, for another model to be compared with. */
export type Comparable = {
  readonly version: string;
  readonly scores: Float32Array;
  readonly tookMs: number;
  readonly encodeFor: (scorer: Scorer) => FeatureMatrix;
};

/** Scores one request on the best rung that its budget and its luck allow. Never rejects for want of features, model or time. */
export type ScoreWithin = (ask: ScoreAsk) => Promise<Scored>;

/**
 * Features in one batch and one model call, on the rung of the ladder that what is left of the budget allows, judged by what
 * the steps took lately. What fails leads to the next rung.
 */
export const createScoreWithin = (parts: ScoringParts): ScoreWithin => {
  const estimates = {
    features: createCostEstimate(parts.elapsed),
    none: createCostEstimate(parts.elapsed),
    'cheap-model': createCostEstimate(parts.elapsed),
  };
  return async (ask) => {
    const leases = { full: parts.rankers.full.lease(ask.user), cheap: parts.rankers.cheap.lease(ask.user) };
    const { full, cheap } = leases;
    const scorers = { full: full.model, cheap: cheap.model };
    try {
      const outcome = await descend({ parts, ask, estimates, scorers });
      const { name, version } = outcome.by ?? full.model ?? noModel;
      return { ...outcome.scored, model: { name, version }, isCanary: full.isCanary };
    } finally {
      full.release();
      cheap.release();
    }
  };
};

const noModel = { name: 'none', version: 'none' };

type Step = {
  readonly parts: ScoringParts;
  readonly ask: ScoreAsk;
  readonly estimates: Readonly<Record<'features' | 'none' | 'cheap-model', CostEstimate>>;
  readonly scorers: { readonly full: Scorer | undefined; readonly cheap: Scorer | undefined };
};

/** What was scored, and by which model when there was one. */
type Outcome = { readonly scored: Omit<Scored, 'model' | 'isCanary'>; readonly by?: Scorer };

const descend = async (step: Step): Promise<Outcome> => {
  const { parts, ask } = step;
  const asked: DegradationCause | undefined = ask.best === 'none' ? undefined : 'asked-for';
  if (ask.candidates.length === 0) return without(ask, 'none', undefined);
  const first = chooseRung({ leftMs: leftMs(step), costs: costsOf(step, 'with features'), from: ask.best });
  if (!usesModel(first)) return without(ask, first, asked ?? causeOf(step));
  const begin = parts.elapsed();
  const served = await parts.features(ask, featuresDeadlineMs(ask.deadlineMs, parts.reserves));
  step.estimates.features.observe(parts.elapsed() - begin);
  if (served) return scoreDownwards(step, served, asked);
  const rung = chooseRung({ leftMs: leftMs(step), costs: costsOf(step, 'features given'), from: 'cached' });
  return without(ask, rung, asked ?? 'features-unavailable');
};

const scoreDownwards = async (
  step: Step,
  served: ServedFeatures,
  asked: DegradationCause | undefined,
): Promise<Outcome> => {
  const { ask } = step;
  let from = ask.best;
  let cause = asked;
  for (;;) {
    const rung = chooseRung({ leftMs: leftMs(step), costs: costsOf(step, 'features given'), from });
    if (rung !== from) cause ??= causeOf(step);
    if (!usesModel(rung)) return without(ask, rung, cause);
    const outcome = await scoreBy(step, rung, served);
    if (outcome) return cause ? { ...outcome, scored: { ...outcome.scored, cause } } : outcome;
    cause ??= 'model-failed';
    from = nextRung(rung);
  }
};

const scoreBy = async (
  { parts, ask, estimates, scorers }: Step,
  rung: ModelRung,
  served: ServedFeatures,
): Promise<Outcome | undefined> => {
  const scorer = rung === 'none' ? scorers.full : scorers.cheap;
  if (!scorer) return undefined;
  const { candidates, current } = ask;
  const encodeFor = ({ inputs }: Scorer): FeatureMatrix => encodeFeatures({ inputs, candidates, current, served });
  const begin = parts.elapsed();
  const answer = await scorer.score(encodeFor(scorer), ask.deadlineMs - parts.reserves.fallbackMs);
  const tookMs = parts.elapsed() - begin;
  estimates[rung].observe(tookMs);
  if (!answer.ok) {
    const { name, version } = scorer;
    parts.logger.error(
      { model: name, modelVersion: version, reason: answer.reason, detail: answer.detail },
      'no scores',
    );
    return undefined;
  }
  const { scores } = answer;
  const scored = {
    degradation: rung,
    candidates: candidates.map((candidate, row) => ({
      candidate,
      score: scores[row] ?? 0,
      signals: signalsOf(served, row),
    })),
  };
  if (rung !== 'none') return { by: scorer, scored };
  return { by: scorer, scored: { ...scored, comparable: { version: scorer.version, scores, tookMs, encodeFor } } };
};

const without = (ask: ScoreAsk, degradation: Degradation, cause: DegradationCause | undefined): Outcome => ({
  scored: {
    degradation,
    ...(cause ? { cause } : {}),
    candidates: degradation === 'cached' ? [] : scoreByPopularity(ask.candidates),
  },
});

type ModelRung = Extract<Degradation, 'none' | 'cheap-model'>;

const usesModel = (rung: Degradation): rung is ModelRung => rung === 'none' || rung === 'cheap-model';

const leftMs = ({ parts, ask }: Step): number => ask.deadlineMs - parts.now();

// No model at all is the model's failure; anything else that kept a request from the best rung was the time.
const causeOf = ({ ask, scorers }: Step): DegradationCause =>
  (ask.best === 'none' ? scorers.full : scorers.cheap) ? 'budget-short' : 'model-failed';

const costsOf = ({ parts, ask, estimates, scorers }: Step, when: 'with features' | 'features given'): RungCosts => {
  const { reserves } = parts;
  const featuresMs = when === 'with features' ? estimates.features.estimateMs() : 0;
  const allowed = (rung: Degradation, ms: number): number | undefined => (ask.allows(rung) ? ms : undefined);
  return {
    none: scorers.full && featuresMs + Math.max(reserves.scoringMs, estimates.none.estimateMs()),
    'cheap-model':
      scorers.cheap &&
      allowed('cheap-model', featuresMs + Math.max(reserves.cheapScoringMs, estimates['cheap-model'].estimateMs())),
    cached: allowed('cached', 0),
    popularity: 0,
  };
};
