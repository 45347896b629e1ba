import type { Random } from '../simulator/random.ts';
import type { Simulation } from '../simulator/simulate.ts';
import type { WorldItem } from '../simulator/world.ts';
import type { Proposal } from './training-rows.ts';

export type RequestLogOptions = {
  readonly requests: number;
  readonly users: readonly string[];
  readonly propose: (item: WorldItem) => Proposal;
};

/**
 * Requests for the ranking service, one JSON object a line, as `interlock latency --request` reads them. Simulated: sizes
 * from 20 to 200 candidates with most near 100, one listener in twelve unknown.
 */
export const createRequestLog = (
  random: Random,
  { world }: Pick<Simulation, 'world'>,
  { requests, users, propose }: RequestLogOptions,
): string => {
  const tracks = world.items.filter(({ kind }) => kind === 'track');
  const lines = Array.from({ length: requests }, (_, at) => {
    const current = random.pick(tracks);
    const size = sizes[at % sizes.length] ?? 100;
    const items = new Set(Array.from({ length: size * 4 }, () => random.pick(world.items)));
    return JSON.stringify({
      method: 'POST',
      path: '/v1/now-playing/rank',
      body: {
        user: at % 12 === 11 ? `stranger-${at}` : random.pick(users),
        current: { id: current.id, artist: current.artist },
        candidates: [...items]
          .slice(0, size)
          .map((item) => ({ id: item.id, kind: item.kind, artist: item.artist, ...propose(item) })),
      },
      weight: size === 100 ? 2 : 1,
    });
  });
  return `${lines.join('\n')}\n`;
};

const sizes = [100, 20, 100, 60, 100, 80, 120, 100, 160, 200] as const;
