import type { FeatureSnapshot } from '../../services/features/src/core/records.ts';
import { snapshotOf, type SnapshotFile } from '../../services/features/src/store/read-snapshot.ts';
import { simulateImpressions } from './listen.ts';
import { createRandom } from './random.ts';
import { createRequestLog } from './request-log.ts';
import { summariseHistory } from './summarise-history.ts';
import { createRowGroups, type RowGroup } from './training-rows.ts';
import { createWorld } from './world.ts';

/** Everything that is made from a seed before training; the same seed makes the same bytes on every machine. */
export type Simulation = {
  /** Four fifths of the listeners. */
  readonly trainingGroups: readonly RowGroup[];
  /** The other fifth: training never sees them. */
  readonly holdOutGroups: readonly RowGroup[];
  /** What the features service is given: all items, the first listeners. */
  readonly served: SnapshotFile;
  /** Requests for the ranking service, one JSON object a line. */
  readonly requestLog: string;
};

/** The seed of what is committed. */
export const committedSeed = 2026;

/** A world, a history that features are computed from, and later impressions to learn from. */
export const simulate = (seed: number): Simulation => {
  const random = createRandom(seed);
  const world = createWorld(random, { artists: 40, users: 400 });
  const history = simulateImpressions(random, world, { perUser: 12, shown: 20 });
  const file = summariseHistory(world, history, `simulated-${seed}`);
  const snapshot: FeatureSnapshot = snapshotOf(file);
  const later = simulateImpressions(random, world, { perUser: 10, shown: 24 });
  const groups = createRowGroups(random, later, snapshot);
  const split = Math.floor(groups.length * 0.8);
  const served = { ...file, users: file.users.slice(0, servedUsers) };
  const options = { requests: 60, users: served.users.map(({ id }) => id) };
  return {
    trainingGroups: groups.slice(0, split),
    holdOutGroups: groups.slice(split),
    served,
    requestLog: createRequestLog(createRandom(seed + 2), { world, snapshot }, options),
  };
};

const servedUsers = 24;
