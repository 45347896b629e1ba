/** What a listener can do with an item: listen to it, pass it over or cut it off, keep it, jump within it. */
export const eventTypes = ['play', 'skip', 'save', 'seek'] as const;

export type EventType = (typeof eventTypes)[number];

/** One thing that a listener did. A play and a skip exclude each other: an item that was cut off is a skip alone. */
export type ListeningEvent = {
  /** Made by the sender, unique: an event that arrives twice counts once. */
  readonly id: string;
  readonly type: EventType;
  readonly user: string;
  readonly item: string;
  /** When it happened by the sender's clock, Unix milliseconds. */
  readonly at: number;
  /** What played when the item was chosen or passed over. */
  readonly currentItem?: string;
  /** Where in the item it happened, milliseconds from its start. */
  readonly positionMs?: number;
};

/** An event as a log holds it: with the time of its arrival, which never runs backwards within a log. */
export type LoggedEvent = ListeningEvent & { readonly receivedMs: number };

/**
 * When an event counts as having happened: never after it arrived, so that a sender whose clock runs ahead cannot make
 * a listener look active in the future.
 */
export const happenedAtMs = ({ at, receivedMs }: LoggedEvent): number => Math.min(at, receivedMs);

/** The arrival times of a log: those of the clock, but never before the last one, even when the clock jumps back. */
export const createArrivalClock = (now: () => number, startMs = 0): (() => number) => {
  let lastMs = startMs;
  return () => (lastMs = Math.max(lastMs, Math.floor(now())));
};
