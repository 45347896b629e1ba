import type { Redis } from 'ioredis';
import type { FeatureSnapshot } from '../../core/records.ts';
import { decodeState, encodeState } from '../encode-state.ts';
import { beforeAll, isBefore } from './stream-id.ts';

/** A state and the last entry of the stream that it counts. */
export type StreamState = { readonly snapshot: FeatureSnapshot; readonly lastId: string };

const stateKey = (stream: string): string => `${stream}:state`;

/** The state that processes of a stream begin with; the first one puts its seed there. */
export const loadState = async (redis: Redis, stream: string, seed: FeatureSnapshot): Promise<StreamState> => {
  await redis.set(stateKey(stream), encode({ snapshot: seed, lastId: beforeAll }), 'NX');
  const text = (await redis.get(stateKey(stream))) ?? encode({ snapshot: seed, lastId: beforeAll });
  const end = text.indexOf('\n');
  return { lastId: text.slice(0, end), snapshot: decodeState(text.slice(end + 1)) };
};

/**
 * Keeps a newer state, so that a new process need not read the whole stream, and drops entries that the state before it
 * already counted: a process that lags by one state still finds what it needs.
 */
export const saveState = async (redis: Redis, stream: string, state: StreamState): Promise<void> => {
  const lock = await redis.set(`${stream}:saving`, '1', 'PX', 60_000, 'NX');
  if (lock === null) return;
  const previous = (await redis.getrange(stateKey(stream), 0, 64)).split('\n')[0] ?? beforeAll;
  if (!isBefore(state.lastId, previous)) {
    await redis.set(stateKey(stream), encode(state));
    await redis.xtrim(stream, 'MINID', previous);
  }
  await redis.del(`${stream}:saving`);
};

/** Puts back what this process knows into a Redis that lost its log. */
export const restoreState = async (redis: Redis, stream: string, state: StreamState): Promise<void> => {
  await redis.set(stateKey(stream), encode(state));
};

/** Whether a Redis that came back no longer has what it acknowledged up to `lastId`. */
export const wasLogLost = async (redis: Redis, stream: string, lastId: string): Promise<boolean> =>
  (await redis.exists(stateKey(stream))) === 0 || isBefore(await readLastId(redis, stream), lastId);

/** The last entry that a stream ever had; `beforeAll` when it is not there. */
export const readLastId = async (redis: Redis, stream: string): Promise<string> => {
  if ((await redis.exists(stream)) === 0) return beforeAll;
  const info = (await redis.xinfo('STREAM', stream)) as unknown[];
  return String(info[info.indexOf('last-generated-id') + 1]);
};

const encode = ({ snapshot, lastId }: StreamState): string => `${lastId}\n${encodeState(snapshot)}`;
