import { createRandom, type Random } from '../../services/models/src/simulator/random.ts';
import { committedSeed } from '../../services/models/src/simulator/simulate.ts';
import {
  appetite,
  createWorld,
  type World,
  type WorldItem,
  type WorldUser,
} from '../../services/models/src/simulator/world.ts';

export type { Random, World, WorldItem, WorldUser };
export { appetite, createRandom };

/** The world that the committed model and feature snapshot were made from. Simulated: no data of real people. */
export const committedWorld = (): World => createWorld(createRandom(committedSeed), { artists: 40, users: 400 });
