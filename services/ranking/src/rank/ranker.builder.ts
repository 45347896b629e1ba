import { createLogger, createMetrics } from '@interlock-dev/chassis';
import type { RankingAppParts } from '../app.ts';
import type { NowPlayingRequest, RankRequest } from '../contract.ts';
import type { Candidate } from '../core/candidate.ts';
import { createCatalogue } from '../core/catalogue.ts';
import type { Neighbours } from '../core/propose.ts';
import { defaultSettings, type ViewRules } from '../core/rules.ts';
import { createExposureSink } from '../exposure/create-exposure-sink.ts';
import { modelNames } from '../model/create-model-slots.ts';
import { fixedSlot } from '../model/fixed-slot.ts';
import type { Scorer } from '../model/scorer.ts';
import { createAnswerCount } from './count-answers.ts';
import { createRanker, type Ranker } from './create-ranker.ts';
import { createScoreWithin } from './score-within.ts';

/** Models for tests: none given is the one whose score is the feature `plays`; `undefined` is none at all. */
export type BuiltModels = {
  readonly scorer?: Scorer | undefined;
  readonly cheapScorer?: Scorer | undefined;
  readonly shadowScorer?: Scorer | undefined;
  readonly neighbours?: Neighbours | undefined;
};

export type BuiltParts = RankingAppParts & { readonly now: () => number; readonly elapsed: () => number };

/** A scorer for tests, whose score is the first feature of a row. */
export const buildScorer = (given: Partial<Scorer> = {}): Scorer => ({
  name: 'test',
  version: 'test-model',
  runtime: 'onnxruntime',
  inputs: [{ name: 'plays', default: null }],
  score: ({ values, columnCount }) =>
    Promise.resolve({ ok: true, scores: values.filter((_, at) => at % columnCount === 0) }),
  close: () => Promise.resolve(),
  ...given,
});

/** The parts of a ranking service for tests: every feature known, earlier candidates played more, clocks that stand still. */
export const buildParts = (given: Partial<RankingAppParts> & BuiltModels = {}): BuiltParts => {
  const metrics = given.metrics ?? createMetrics();
  const logger = createLogger({ service: 'ranking', level: 'silent' });
  const scorer = 'scorer' in given ? given.scorer : buildScorer();
  return {
    features: ({ candidates }) =>
      Promise.resolve({ names: ['plays'], rows: candidates.map((_, row) => [candidates.length - row]) }),
    models: {
      full: fixedSlot(modelNames.full, scorer, given.shadowScorer),
      cheap: fixedSlot(modelNames.cheap, given.cheapScorer),
      neighbours: fixedSlot(modelNames.neighbours, given.neighbours),
    },
    view: { rules: buildRules(), experiments: [], catalogue: createCatalogue('test', buildItems(60)) },
    exposures: createExposureSink({ metrics, logger }),
    reserves: { scoringMs: 20, cheapScoringMs: 10, fallbackMs: 5 },
    cache: { mostAnswers: 100, ttlMs: 1000 },
    isPreviewAllowed: true,
    shadowSampleEvery: 1,
    logger,
    metrics,
    now: () => 1000,
    elapsed: () => 0,
    ...given,
  };
};

/** Rules for tests that change nothing of what the code does by default. */
export const buildRules = (given: Partial<ViewRules> = {}): ViewRules => ({
  version: 'test-rules',
  ...defaultSettings,
  maxCards: { ...defaultSettings.maxCards },
  sources: {
    'continue-listening': { mostCandidates: 20, maxMs: 1000 },
    'played-together': { mostCandidates: 50, maxMs: 1000 },
    artist: { mostCandidates: 50, maxMs: 1000 },
    popular: { mostCandidates: 50, maxMs: 1000 },
  },
  rules: [],
  ...given,
});

/** The ranker of `/rank` as the app puts it together. */
export const buildRanker = (parts: BuiltParts): Ranker =>
  createRanker({
    scoreWithin: createScoreWithin({ ...parts, rankers: parts.models }),
    count: createAnswerCount(parts.metrics),
    offerToShadow: () => undefined,
    exposures: parts.exposures,
    now: parts.now,
  });

/** As many tracks as asked for, each less popular than the one after it. */
export const buildItems = (count: number): Candidate[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `track-${at + 1}`,
    kind: 'track',
    artist: `artist-${at + 1}`,
    popularity: (at + 1) / count,
  }));

/** A request with as many tracks as asked for, each less popular than the one after it. */
export const buildRequest = (candidateCount: number, given: Partial<RankRequest> = {}): RankRequest => ({
  user: 'user-1',
  current: { id: 'track-0', artist: 'artist-0' },
  candidates: buildItems(candidateCount),
  ...given,
});

/** A request for a view. */
export const buildViewRequest = (given: Partial<NowPlayingRequest> = {}): NowPlayingRequest => ({
  user: 'user-1',
  current: { id: 'track-0', artist: 'artist-0' },
  ...given,
});
