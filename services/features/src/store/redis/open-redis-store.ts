import { createArrivalClock, type ListeningEvent } from '../../core/listening-event.ts';
import { isUnderCatalogue, refreshCatalogue } from '../../core/refresh-catalogue.ts';
import type { Appended, EventStore, OpenedStore, StoreOptions } from '../event-store.ts';
import { createGroupCommit, type GroupItem } from '../group-commit.ts';
import { withinDeadline } from '../within-deadline.ts';
import { connectRedis, type RedisConnections } from './connect-redis.ts';
import { followStream, type StreamFollower } from './follow-stream.ts';
import { loadState } from './stream-state.ts';

export type RedisStoreOptions = StoreOptions & {
  readonly url: string;
  /** The key of the log. */
  readonly stream: string;
};

/**
 * Keeps events in a Redis stream that several features processes share: each folds all of it, in its order, into its own
 * memory. What is acknowledged is as safe as Redis keeps it (`appendonly yes`, `appendfsync always` for every event).
 * While Redis is away events are refused and features stay as they are, older by the minute; then it goes on by itself.
 * @throws ConfigurationError when nobody answers at start
 */
export const openRedisStore = async (options: RedisStoreOptions): Promise<OpenedStore> => {
  const { url, stream, seed, logger, now } = options;
  const connections = await connectRedis(url, logger);
  const state = await loadState(connections.commands, stream, seed);
  const follower = followStream({ connections, stream, state, logger });
  await follower.caughtUp;
  // Only now: what was counted under the old catalogue stays so.
  if (!isUnderCatalogue(state.snapshot, seed)) {
    refreshCatalogue(state.snapshot, seed);
    await follower.save();
  }
  await warnWhenForgetful(connections, logger);
  return { snapshot: state.snapshot, store: createRedisStore({ connections, stream, follower, logger, now }) };
};

type RedisStoreParts = Pick<RedisStoreOptions, 'stream' | 'logger' | 'now'> & {
  readonly connections: RedisConnections;
  readonly follower: StreamFollower;
};

type Batch = GroupItem & { readonly count: number; readonly text: string };

const maxGroupBytes = 1024 * 1024;
const maxWaitingBytes = 16 * 1024 * 1024;

const createRedisStore = ({ connections, stream, follower, logger, now }: RedisStoreParts): EventStore => {
  const arrival = createArrivalClock(now);
  const write = async (group: readonly Batch[]): Promise<Appended[]> => {
    const text = `{"receivedMs":${arrival()},"events":[${group.map((batch) => batch.text).join()}]}`;
    const id = await connections.commands.xadd(stream, '*', 'group', text);
    if (id === null) throw new Error('Redis gave no id for an entry');
    return splitResults(await follower.folded(id), group);
  };
  const commit = createGroupCommit(write, maxGroupBytes);
  const append = async (events: readonly ListeningEvent[]): Promise<Appended> => {
    const text = JSON.stringify(events).slice(1, -1);
    if (commit.waitingBytes() + text.length > maxWaitingBytes)
      return { ok: false, reason: 'log-unavailable', detail: 'more events wait than Redis takes' };
    try {
      return await commit.add({ text, count: events.length, bytes: text.length });
    } catch (error) {
      const { message, name } = error as Error;
      logger.error({ error: name }, 'events could not be kept');
      // What Redis says when its memory, or its disk, is full.
      return { ok: false, reason: /^(OOM|MISCONF)/.test(message) ? 'log-full' : 'log-unavailable', detail: name };
    }
  };
  return {
    kind: 'redis',
    isDurable: true,
    append: (events, deadlineMs) => withinDeadline(append(events), deadlineMs - now()),
    isReady: follower.isConnected,
    close: async () => {
      await commit.settled();
      await follower.stop();
      connections.close();
    },
  };
};

const splitResults = (counted: readonly boolean[], group: readonly Batch[]): Appended[] => {
  let from = 0;
  return group.map(({ count }) => {
    const accepted = counted.slice(from, (from += count)).filter(Boolean).length;
    return { ok: true, accepted, duplicates: count - accepted };
  });
};

const warnWhenForgetful = async ({ commands }: RedisConnections, logger: StoreOptions['logger']): Promise<void> => {
  try {
    const [, appendOnly] = await commands.config('GET', 'appendonly');
    if (appendOnly !== 'yes') logger.warn('this Redis keeps no append-only file: a restart of it loses events');
  } catch {
    logger.warn('this Redis does not tell whether it keeps an append-only file');
  }
};
