import fc from 'fast-check';
import { eventTypes, type ListeningEvent, type LoggedEvent } from './listening-event.ts';

let made = 0;

/** An event for tests, under an id of its own; only what a test is about needs saying. */
export const buildEvent = (given: Partial<ListeningEvent> = {}): ListeningEvent => ({
  id: `event-${(made += 1)}`,
  type: 'play',
  user: 'ada',
  item: 'song',
  at: 1_700_000_000_000,
  ...given,
});

/** An event as a log holds it, arrived when it happened. */
export const buildLogged = (given: Partial<LoggedEvent> = {}): LoggedEvent => {
  const event = buildEvent(given);
  return { ...event, receivedMs: given.receivedMs ?? event.at };
};

const ids = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', 'ä"\n');

/** Any event of a few listeners and items, so that they meet; some come twice, some late. */
export const anyEvent: fc.Arbitrary<ListeningEvent> = fc.record(
  {
    id: fc.integer({ min: 0, max: 60 }).map((id) => `event-${id}`),
    type: fc.constantFrom(...eventTypes),
    user: ids,
    item: ids,
    at: fc.integer({ min: 1_700_000_000_000, max: 1_720_000_000_000 }),
    currentItem: ids,
  },
  { requiredKeys: ['id', 'type', 'user', 'item', 'at'] },
);
