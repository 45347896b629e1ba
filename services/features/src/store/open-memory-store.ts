import { applyEvent } from '../core/apply-event.ts';
import { createArrivalClock, type ListeningEvent, type LoggedEvent } from '../core/listening-event.ts';
import type { FeatureSnapshot } from '../core/records.ts';
import type { EventStore } from './event-store.ts';

/** Keeps events in the snapshot alone: gone with the process, and says so. */
export const openMemoryStore = (snapshot: FeatureSnapshot, now: () => number): EventStore => {
  const arrival = createArrivalClock(now);
  return {
    kind: 'memory',
    isDurable: false,
    append: (events) => Promise.resolve({ ok: true, ...applyAll(snapshot, stampAll(events, arrival)) }),
    isReady: () => true,
    close: () => Promise.resolve(),
  };
};

/** Events with the time of their arrival. */
export const stampAll = (events: readonly ListeningEvent[], arrival: () => number): LoggedEvent[] => {
  const receivedMs = arrival();
  return events.map((event) => ({ ...event, receivedMs }));
};

/** Folds events into a snapshot and says how many of them counted. */
export const applyAll = (
  snapshot: FeatureSnapshot,
  events: readonly LoggedEvent[],
): { accepted: number; duplicates: number } => {
  const accepted = events.filter((event) => applyEvent(snapshot, event)).length;
  return { accepted, duplicates: events.length - accepted };
};
