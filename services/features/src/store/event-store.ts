import type { FastifyBaseLogger } from 'fastify';
import type { ListeningEvent } from '../core/listening-event.ts';
import type { FeatureSnapshot } from '../core/records.ts';

/** What became of a batch of events; all of it or nothing. */
export type Appended =
  | { readonly ok: true; readonly accepted: number; readonly duplicates: number }
  | { readonly ok: false; readonly reason: AppendFailure; readonly detail: string };

/**
 * Why events were not kept. `deadline`: not known to be kept in time; sending them again under the same ids is safe.
 */
export type AppendFailure = 'log-full' | 'log-unavailable' | 'deadline';

/**
 * Where events are kept. It folds them into the snapshot that it was opened with, in the order of its log and only once
 * they are kept: what a snapshot counts is never lost, and what was acknowledged is counted.
 */
export type EventStore = {
  readonly kind: 'memory' | 'file' | 'redis';
  /** Whether what was acknowledged outlives this process. */
  readonly isDurable: boolean;
  readonly append: (events: readonly ListeningEvent[], deadlineMs: number) => Promise<Appended>;
  /** Whether events can be kept now, as far as known. */
  readonly isReady: () => boolean;
  readonly close: () => Promise<void>;
};

/** What every kind of store is opened with. */
export type StoreOptions = {
  /** What a log that is new begins with, and the catalogue that an older one goes on under. */
  readonly seed: FeatureSnapshot;
  readonly now: () => number;
  readonly logger: Pick<FastifyBaseLogger, 'warn' | 'error'>;
};

/** A store and the snapshot that it folds events into. */
export type OpenedStore = { readonly store: EventStore; readonly snapshot: FeatureSnapshot };
