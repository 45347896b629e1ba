import { createItemRecord, type FeatureSnapshot } from './records.ts';

/** Puts a state under another catalogue, in place: what was counted stays, what an item is comes from the new one. */
export const refreshCatalogue = (snapshot: FeatureSnapshot, catalogue: FeatureSnapshot): FeatureSnapshot => {
  for (const [id, { kind, artist }] of catalogue.items) {
    const item = snapshot.items.get(id);
    if (!item) snapshot.items.set(id, createItemRecord(kind, artist));
    else Object.assign(item, { kind, artist });
  }
  return Object.assign(snapshot, { version: catalogue.version, ttlMs: catalogue.ttlMs });
};

/** Whether a state was counted under this catalogue. */
export const isUnderCatalogue = (snapshot: FeatureSnapshot, catalogue: FeatureSnapshot): boolean =>
  snapshot.version === catalogue.version && snapshot.ttlMs === catalogue.ttlMs;
