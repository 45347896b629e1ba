import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { availableParallelism, userInfo } from 'node:os';

/** Slots that all checks of one user on this machine share, so that many at once do not fill its memory. */
export type SlotPool = {
  /** Names the pool on this machine. */
  readonly name: string;
  /** How many may hold a slot at once. */
  readonly count: number;
  /** After this long a check goes on without a slot: slots are a courtesy, never a reason to hang. Default 10 minutes. */
  readonly patienceMs?: number;
};

/** `quick`: one a core. `heavy`: one in all, for what may hold gigabytes. */
export const slotPools = {
  quick: { name: 'quick', count: availableParallelism() },
  heavy: { name: 'heavy', count: 1 },
} as const satisfies Readonly<Record<string, SlotPool>>;

/**
 * Waits for a slot and answers with what gives it back. A slot is a listening socket in Linux's abstract namespace: the
 * kernel takes it away with its process, so a kill leaves nothing behind. Elsewhere there is no waiting.
 * @throws the reason of `signal` once it is aborted
 */
export const takeSlot = async (pool: SlotPool, signal: AbortSignal): Promise<() => void> => {
  if (process.platform !== 'linux') return () => undefined;
  const patience = AbortSignal.timeout(pool.patienceMs ?? 600_000);
  while (!patience.aborted) {
    signal.throwIfAborted();
    for (let index = 0; index < pool.count; index += 1) {
      const release = await listenAt(addressOf(pool, index));
      if (release !== null) return release;
    }
    await waitForRelease(pool, AbortSignal.any([signal, patience]));
  }
  return () => undefined;
};

const addressOf = ({ name }: SlotPool, index: number): string => `\0interlock-${userInfo().uid}-${name}-${index}`;

/** Null where somebody else holds the slot. */
const listenAt = (address: string): Promise<(() => void) | null> =>
  new Promise((resolve) => {
    const waiting = new Set<Socket>();
    const server: Server = createServer((socket) => {
      waiting.add(socket);
      socket.on('error', () => undefined).on('close', () => waiting.delete(socket));
    });
    const release = (): void => {
      server.close();
      for (const socket of waiting) socket.destroy();
    };
    server.once('error', () => resolve(null));
    server.listen(address, () => resolve(release));
  });

/** Each holder closes the connections of those who wait when it gives its slot back, or dies. */
const waitForRelease = async (pool: SlotPool, signal: AbortSignal): Promise<void> => {
  const sockets = Array.from({ length: pool.count }, (_, index) => connect(addressOf(pool, index)));
  try {
    const closed = sockets.map((socket) => {
      socket.on('error', () => undefined);
      return once(socket, 'close', { signal });
    });
    // The first end of any kind (a slot came free, its holder died, patience ended) is what is waited for; the rest end below.
    await Promise.race(closed.map((one) => one.then(ignoreEnd, ignoreEnd)));
  } finally {
    for (const socket of sockets) socket.destroy();
  }
};

const ignoreEnd = (): void => undefined;
