import type { Impression } from './listen.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** The catalogue as `emit-training-rows` of the features service reads it, one JSON object a line. */
export const itemLines = ({ items }: World): string[] =>
  items.map(({ id, kind, artist }) => JSON.stringify({ type: 'item', id, kind, artist }));

/** What a listener did in a view, as listening events: see services/features/events.schema.json. */
export const eventLines = (random: Random, { id, atMs, user, current, shown }: Impression): string[] =>
  shown.flatMap(({ item, outcome }, at) => {
    const event = (type: string, offsetMs: number) =>
      JSON.stringify({
        id: `${id}-${at}-${type}`,
        type,
        user: user.id,
        item: item.id,
        at: atMs + at * 1000 + offsetMs,
        currentItem: current.id,
      });
    if (outcome === 0) return [event('skip', 0)];
    return [
      event('play', 0),
      ...(random.happens(0.1) ? [event('seek', 200)] : []),
      ...(outcome === 2 ? [event('save', 400)] : []),
    ];
  });

/** The question that a live view would have asked at that moment, with what came of each item. */
export const queryLine = ({ id, atMs, current, shown }: Impression, user: string): string =>
  JSON.stringify({
    type: 'query',
    id,
    user,
    currentItem: current.id,
    items: shown.map(({ item }) => item.id),
    at: atMs,
    labels: shown.map(({ outcome }) => outcome),
  });
