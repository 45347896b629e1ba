import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Simulation } from '../simulator/simulate.ts';
import { askFeatures } from './ask-features.ts';
import { createRowGroups, type SimulatedGroup } from './training-rows.ts';

/** What a simulation comes to once the features service has seen it. */
export type GatheredRows = {
  /** What the features service would begin with after the history: the text of a seed file with all listeners. */
  readonly snapshot: SnapshotText;
  readonly groups: readonly SimulatedGroup[];
};

/** A seed file of the features service as text; only its listeners are ever looked at here. */
export type SnapshotText = string;

/** Has the features service digest the history and answer the later questions from what it begins with in production. */
export const gatherRows = async (simulation: Simulation): Promise<GatheredRows> => {
  const folder = await mkdtemp(join(tmpdir(), 'models-rows-'));
  const path = join(folder, 'snapshot.json');
  try {
    await askFeatures(simulation.historyLines, [
      ...['--snapshot', path, '--version', `simulated-${simulation.seed}`],
      ...['--label', 'Simulated listening (services/models, seeded): not data of real people.'],
    ]);
    const answers = await askFeatures(simulation.laterLines, ['--seed', path, '--ended-at', `${simulation.endedAtMs}`]);
    return { snapshot: await readFile(path, 'utf8'), groups: createRowGroups(simulation, answers) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

type SnapshotFile = { readonly users: readonly { readonly id: string }[] };

/** A seed file with a few of its listeners: the first by number, so that what is committed stays small. */
export const keepListeners = (snapshot: SnapshotText, ids: readonly string[]): SnapshotText => {
  const file = JSON.parse(snapshot) as SnapshotFile;
  const users = ids.flatMap((id) => file.users.find((user) => user.id === id) ?? []);
  return `${JSON.stringify({ ...file, users }, null, 2)}\n`;
};
