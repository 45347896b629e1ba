import { setTimeout as delay } from 'node:timers/promises';
import { applyEvent } from '../../core/apply-event.ts';
import type { FeatureSnapshot } from '../../core/records.ts';
import type { StoreOptions } from '../event-store.ts';
import type { LoggedGroup } from '../file/log-folder.ts';
import type { RedisConnections } from './connect-redis.ts';
import { beforeAll, isBefore } from './stream-id.ts';
import { readLastId, restoreState, saveState, wasLogLost, type StreamState } from './stream-state.ts';

export type StreamFollower = {
  /** Resolves when everything that was in the stream at the start is folded. */
  readonly caughtUp: Promise<void>;
  readonly isConnected: () => boolean;
  /** Which events of an entry counted, once it is folded; rejects when that takes too long. */
  readonly folded: (id: string) => Promise<readonly boolean[]>;
  /** Keeps the state as it is now for processes that start. */
  readonly save: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type FollowOptions = {
  readonly connections: RedisConnections;
  readonly stream: string;
  readonly state: StreamState;
  readonly logger: StoreOptions['logger'];
};

const saveEvery = 50_000;
const foldTimeoutMs = 5000;

/** Folds the entries of a stream into a snapshot, in their order, as they come; goes on by itself when Redis was away. */
export const followStream = ({ connections, stream, state, logger }: FollowOptions): StreamFollower => {
  const { commands, news } = connections;
  const { snapshot } = state;
  const results = createFoldResults();
  const stopping = new AbortController();
  let lastId = state.lastId;
  let isConnected = true;
  let sinceSaved = 0;
  let tellCaughtUp: () => void;
  const caughtUp = new Promise<void>((resolve) => {
    tellCaughtUp = resolve;
  });

  const foldEntry = ([id, fields]: StreamEntry): void => {
    lastId = id;
    try {
      results.put(id, foldGroup(snapshot, fields[1] ?? ''));
    } catch (error) {
      logger.error(
        { entry: id, error: (error as Error).name },
        'an entry of the stream is no group of events; left out',
      );
    }
    sinceSaved += 1;
  };
  const saveWhenDue = async (): Promise<void> => {
    if (sinceSaved < saveEvery) return;
    sinceSaved = 0;
    await saveState(commands, stream, { snapshot, lastId });
  };
  const readNews = async (): Promise<void> => {
    const answer = await news.xread('COUNT', 1000, 'BLOCK', 500, 'STREAMS', stream, lastId);
    const entries = (answer?.[0]?.[1] ?? []) as StreamEntry[];
    entries.forEach(foldEntry);
    if (entries.length === 0) tellCaughtUp();
    await saveWhenDue();
  };
  const rejoin = async (): Promise<void> => {
    if (await wasLogLost(commands, stream, lastId)) {
      logger.error('this Redis lost its log; what this process counted is put back');
      if (isBefore(await readLastId(commands, stream), lastId)) lastId = beforeAll;
      await restoreState(commands, stream, { snapshot, lastId });
    }
    isConnected = true;
  };
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        if (!isConnected) await rejoin();
        await readNews();
      } catch {
        isConnected = false;
        await delay(50, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };
  const running = run();
  return {
    caughtUp,
    isConnected: () => isConnected,
    folded: (id) => results.take(id),
    save: () => saveState(commands, stream, { snapshot, lastId }),
    stop: async () => {
      stopping.abort();
      news.disconnect();
      await running;
    },
  };
};

type StreamEntry = readonly [id: string, fields: readonly string[]];

const foldGroup = (snapshot: FeatureSnapshot, text: string): boolean[] => {
  const { receivedMs, events } = JSON.parse(text) as LoggedGroup;
  return events.map((event) => applyEvent(snapshot, { ...event, receivedMs }));
};

const keptResults = 1000;

// The entry may be folded before its sender knows its id, and after: both meet here.
const createFoldResults = () => {
  const kept = new Map<string, readonly boolean[]>();
  const waiting = new Map<string, (counted: readonly boolean[]) => void>();
  return {
    put: (id: string, counted: readonly boolean[]): void => {
      waiting.get(id)?.(counted);
      kept.set(id, counted);
      const [oldest] = kept.keys();
      if (kept.size > keptResults && oldest !== undefined) kept.delete(oldest);
    },
    take: async (id: string): Promise<readonly boolean[]> => {
      const known = kept.get(id);
      if (known) return known;
      const timeout = AbortSignal.timeout(foldTimeoutMs);
      try {
        return await new Promise<readonly boolean[]>((resolve, reject) => {
          waiting.set(id, resolve);
          timeout.addEventListener('abort', () => reject(timeout.reason as Error), { once: true });
        });
      } finally {
        waiting.delete(id);
      }
    },
  };
};
