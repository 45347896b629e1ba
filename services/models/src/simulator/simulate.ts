import { eventLines, itemLines, queryLine } from './history-lines.ts';
import { simulateListening, type Impression } from './listen.ts';
import { createRandom } from './random.ts';
import { committedRules, createAppetite, createWorld, type Rules, type World, type WorldSize } from './world.ts';

/** The seed of what is committed. */
export const committedSeed = 2026;

export type SimulationOptions = {
  readonly seed: number;
  readonly rules?: Rules;
  readonly size?: WorldSize;
};

/** Simulated listening, in two stretches of time: what is known before, and what a model learns from. */
export type Simulation = {
  readonly seed: number;
  readonly rules: Rules;
  readonly world: World;
  readonly history: readonly Impression[];
  readonly later: readonly Impression[];
  /** For the features service, one JSON object a line: the catalogue and all that happened before. */
  readonly historyLines: readonly string[];
  /** What happened later: before each view its question, one listener in ten a stranger, then its events. */
  readonly laterLines: readonly string[];
  /** When the history ends, Unix ms. */
  readonly endedAtMs: number;
};

/** A world and its listening, made from a seed: the same seed makes the same lines on every machine. */
export const simulate = ({
  seed,
  rules = committedRules,
  size = { artists: 40, users: 400 },
}: SimulationOptions): Simulation => {
  const random = createRandom(seed);
  const world = createWorld(random, size);
  const appetite = createAppetite(rules);
  const history = simulateListening(random, world, {
    ...{ appetite, sessions: 4, views: 3, shown: 20 },
    ...{ fromMs: beginMs, toMs: endedAtMs },
  });
  const later = simulateListening(random, world, {
    ...{ appetite, sessions: 5, views: 2, shown: 24 },
    ...{ fromMs: endedAtMs, toMs: endedAtMs + 10 * dayMs },
  });
  return {
    ...{ seed, rules, world, history, later, endedAtMs },
    historyLines: [...itemLines(world), ...history.flatMap((impression) => eventLines(random, impression))],
    laterLines: later.flatMap((impression) => [
      queryLine(impression, random.happens(0.1) ? 'nobody' : impression.user.id),
      ...eventLines(random, impression).map(asLater),
    ]),
  };
};

const dayMs = 86_400_000;
// A fixed month: simulated time has nothing to do with the day on which it is made.
const beginMs = Date.UTC(2026, 0, 1);
const endedAtMs = beginMs + 30 * dayMs;

// Views of both stretches are numbered from 1; an event's id must be unique over both.
const asLater = (line: string): string => line.replace('{"id":"view-', '{"id":"later-');
