import { LRUCache } from 'lru-cache';
import type { NowPlayingResponse } from '../contract.ts';

/** An answer of a model, kept for when there is no time or no model: the cards, and what they came from. */
export type CachedAnswer = Pick<NowPlayingResponse, 'model' | 'rules' | 'cards'>;

/** The last good answer to each question, for a while. */
export type AnswerCache = {
  readonly get: (key: string) => CachedAnswer | undefined;
  readonly set: (key: string, answer: CachedAnswer) => void;
};

export type AnswerCacheLimits = { readonly mostAnswers: number; readonly ttlMs: number };

/**
 * A bounded cache: the least recently used answer gives way, and none lives longer than `ttlMs`.
 * @param elapsed milliseconds on a clock that is never set
 */
export const createAnswerCache = ({ mostAnswers, ttlMs }: AnswerCacheLimits, elapsed: () => number): AnswerCache => {
  const cache = new LRUCache<string, CachedAnswer>({
    max: mostAnswers,
    ttl: ttlMs,
    ttlResolution: 0,
    perf: { now: elapsed },
  });
  return { get: (key) => cache.get(key), set: (key, answer) => void cache.set(key, answer) };
};
