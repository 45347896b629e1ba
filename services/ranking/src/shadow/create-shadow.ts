import type { Metrics } from '@interlock-dev/chassis';
import { compareRankings } from '../core/compare-rankings.ts';
import type { ModelSlot } from '../model/model-slot.ts';
import type { Scorer } from '../model/scorer.ts';
import type { Comparable, Scored } from '../rank/score-within.ts';
import { createShadowReport, topK, type ShadowReport, type ShadowReportBuilder } from './shadow-report.ts';

export type ShadowParts = {
  readonly ranker: ModelSlot<Scorer>;
  readonly metrics: Metrics;
  readonly now: () => number;
  readonly elapsed: () => number;
  /** One in this many scorings is compared. */
  readonly sampleEvery: number;
  /** Resolves in a moment in which no request is being answered. */
  readonly whenIdle: () => Promise<void>;
};

/** Lets a second model score what the first one scored, and says how much they agree. */
export type Shadow = {
  /** Takes a scoring to compare, or not; returns at once. */
  readonly offer: (user: string, scored: Scored) => void;
  readonly report: () => ShadowReport | undefined;
  /** Resolves when everything that was taken is compared. */
  readonly settled: () => Promise<void>;
};

/**
 * Compares after the answer is out, one at a time, and only in a moment without requests; what finds the queue full is dropped
 * and counted. So a shadow delays an answer by at most one call of its own, and only one that comes while it runs. A
 * report is of one pair of versions: a swap begins a new one.
 */
export const createShadow = (parts: ShadowParts): Shadow => {
  const outcomes = parts.metrics.counter({
    name: 'ranking_shadow_comparisons_total',
    help: 'Scorings that the shadow model was to repeat, by what became of it.',
    labels: { outcome: ['compared', 'dropped', 'failed'] },
  });
  const waiting: Waiting[] = [];
  let offered = 0;
  let report: ShadowReportBuilder | undefined;
  let working: Promise<void> | undefined;

  const compareNext = async (): Promise<void> => {
    const next = waiting.shift();
    if (!next) return;
    const lease = parts.ranker.lease(next.user);
    try {
      // Since the answer the pointer may have moved: then the two are no pair any more.
      if (!lease.shadow || lease.model?.version !== next.comparable.version) {
        outcomes.increment(dropped);
        return;
      }
      const pair = { name: lease.shadow.name, full: next.comparable.version, shadow: lease.shadow.version };
      if (!report?.isOf(pair)) report = createShadowReport(pair, parts.now());
      outcomes.increment({ outcome: (await compare(parts, lease.shadow, { next, report })) ? 'compared' : 'failed' });
    } finally {
      lease.release();
    }
  };
  const work = async (): Promise<void> => {
    while (waiting.length > 0) {
      await parts.whenIdle();
      await compareNext();
    }
  };
  return {
    offer: (user, { comparable, isCanary }) => {
      if (!comparable || isCanary || !hasShadow(parts.ranker)) return;
      offered += 1;
      if (offered % parts.sampleEvery !== 0) return;
      if (waiting.length >= mostWaiting) {
        outcomes.increment(dropped);
        return;
      }
      waiting.push({ user, comparable });
      working ??= work().finally(() => (working = undefined));
    },
    report: () => report?.read(),
    settled: async () => {
      while (working) await working;
    },
  };
};

type Waiting = { readonly user: string; readonly comparable: Comparable };

const dropped = { outcome: 'dropped' } as const;
const mostWaiting = 16;
const timeoutMs = 1000;

const hasShadow = (ranker: ModelSlot<Scorer>): boolean => ranker.serving()?.shadow !== undefined;

type Compare = { readonly next: Waiting; readonly report: ShadowReportBuilder };

const compare = async (
  { elapsed, now }: ShadowParts,
  scorer: Scorer,
  { next: { comparable }, report }: Compare,
): Promise<boolean> => {
  const begin = elapsed();
  const answer = await scorer.score(comparable.encodeFor(scorer), now() + timeoutMs);
  if (!answer.ok) {
    report.addFailure();
    return false;
  }
  const shadowMs = elapsed() - begin;
  report.add({ ...compareRankings(comparable.scores, answer.scores, topK), fullMs: comparable.tookMs, shadowMs });
  return true;
};
