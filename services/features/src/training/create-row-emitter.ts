import { applyEvent } from '../core/apply-event.ts';
import { computeFeatures } from '../core/compute-features.ts';
import type { FeatureRow } from '../core/feature-names.ts';
import { createArrivalClock } from '../core/listening-event.ts';
import { createItemRecord, type FeatureSnapshot } from '../core/records.ts';
import { parseTrainingLine, type QueryLine } from './training-line.ts';

/** The rows of one query: what a live request at that moment would have been answered. */
export type TrainingRows = {
  readonly id: string;
  readonly at: number;
  readonly isUserKnown: boolean;
  readonly rows: readonly FeatureRow[];
  readonly labels?: readonly number[];
};

/**
 * Reads a history line by line and answers each query from what stands above it: no row knows what came later. Events
 * are folded, and features computed, by the functions that serve live requests.
 * @returns the rows of a query; nothing for other lines
 * @throws Error that says what is wrong with a line
 */
export const createRowEmitter = (snapshot: FeatureSnapshot): ((text: string) => TrainingRows | undefined) => {
  let eventMs = 0;
  const arrival = createArrivalClock(() => eventMs);
  return (text) => {
    const parsed = parseTrainingLine(text);
    if (parsed.kind === 'query') return rowsOf(snapshot, parsed.line);
    if (parsed.kind === 'item') addItem(snapshot, parsed.line);
    else {
      // History without arrival times arrived as it happened.
      eventMs = parsed.line.receivedMs ?? parsed.line.at;
      applyEvent(snapshot, { ...parsed.line, receivedMs: arrival() });
    }
    return undefined;
  };
};

const addItem = (
  { items }: FeatureSnapshot,
  { id, kind, artist }: { id: string; kind: string; artist: string },
): void => {
  const known = items.get(id);
  if (known) Object.assign(known, { kind, artist });
  else items.set(id, createItemRecord(kind, artist));
};

const rowsOf = (snapshot: FeatureSnapshot, { id, labels, ...query }: QueryLine): TrainingRows => ({
  id,
  at: query.at,
  isUserKnown: snapshot.users.has(query.user),
  rows: computeFeatures(snapshot, query),
  ...(labels ? { labels } : {}),
});
