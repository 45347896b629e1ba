import { readFileSync } from 'node:fs';
import { degradations } from '../../services/ranking/src/core/ladder.ts';
import { nameItems } from './name-items.ts';
import { budgetsMs } from './page-contract.ts';

/** What the page offers to choose from. */
export type PageSetup = {
  readonly listeners: readonly string[];
  readonly tracks: readonly { readonly id: string; readonly artist: string }[];
  readonly experiments: readonly { readonly id: string; readonly arms: readonly string[] }[];
  readonly degradations: readonly string[];
  readonly budgetsMs: readonly number[];
  /** By id; an item and an artist may have the same one. */
  readonly names: Readonly<Record<string, string>>;
  readonly artistNames: Readonly<Record<string, string>>;
  readonly listenerNames: Readonly<Record<string, string>>;
};

type SnapshotFile = {
  readonly items: readonly {
    readonly id: string;
    readonly kind: string;
    readonly artist: string;
    readonly plays: number;
  }[];
  readonly users: readonly { readonly id: string }[];
};

type ExperimentsFile = {
  readonly experiments: readonly { readonly id: string; readonly arms: readonly { readonly id: string }[] }[];
};

/** A listener of whom features knows nothing. */
const stranger = 'stranger-1';

/** Reads the committed (simulated) catalogue, its listeners, and the experiments that ranking runs. */
export const readPageSetup = (): PageSetup => {
  const { items, users } = readJson('../../services/features/seed/snapshot.json') as SnapshotFile;
  const { experiments } = readJson('../../services/ranking/data/experiments.json') as ExperimentsFile;
  const artists = [...new Set(items.map(({ artist }) => artist))];
  const listeners = users.map(({ id }) => id);
  return {
    listeners: [...listeners, stranger],
    tracks: items.filter(({ kind }) => kind === 'track').map(({ id, artist }) => ({ id, artist })),
    experiments: experiments.map(({ id, arms }) => ({ id, arms: arms.map((arm) => arm.id) })),
    degradations,
    budgetsMs,
    names: nameItems(items),
    artistNames: nameItems(artists.map((id) => ({ id, kind: 'performer' }))),
    listenerNames: { ...nameItems(listeners.map((id) => ({ id, kind: 'listener' }))), [stranger]: 'Somebody new' },
  };
};

const readJson = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
