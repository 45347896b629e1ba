import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '@interlock-dev/chassis';
import { applyEvent } from '../../core/apply-event.ts';
import type { ListeningEvent } from '../../core/listening-event.ts';
import type { FeatureSnapshot } from '../../core/records.ts';
import { scanFrames, type Frame } from './frame.ts';
import { readStateFile, syncFolder } from './state-file.ts';

/** One record of the log: the events of one group, which arrived together. */
export type LoggedGroup = { readonly receivedMs: number; readonly events: readonly ListeningEvent[] };

/** What a folder holds after its log was read. */
export type Replayed = {
  readonly snapshot: FeatureSnapshot;
  /** The number that the next record takes. */
  readonly next: number;
  /** The last log file and where its whole records end; `undefined` when there is none yet. */
  readonly last: { readonly path: string; readonly endsAt: number; readonly tornBytes: number } | undefined;
  /** The last arrival time in the log. */
  readonly receivedMs: number;
};

/** The file of the records from `first` on. */
export const logPath = (folder: string, first: number): string => join(folder, `log-${numbered(first)}.bin`);

/** The file of the state before the record `next`. */
export const statePath = (folder: string, next: number): string => join(folder, `state-${numbered(next)}.json`);

const numbered = (sequence: number): string => String(sequence).padStart(16, '0');

/** Makes the folder when there is none, and removes what a killed process left unfinished. */
export const prepareFolder = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = (await readdir(folder)).filter((name) => name.endsWith('.tmp'));
  await Promise.all(unfinished.map((name) => rm(join(folder, name), { force: true })));
};

/**
 * The newest state of a folder with all records after it folded in; `undefined` when the folder holds no state yet.
 * @param before reads only records with smaller numbers
 * @throws ConfigurationError that names the file which is damaged or missing: going on would lose acknowledged events
 */
export const replayFolder = async (folder: string, before = Infinity): Promise<Replayed | undefined> => {
  const start = await newestState(folder, before);
  if (!start) return undefined;
  const progress: Progress = { snapshot: start.snapshot, next: start.next, receivedMs: 0, last: undefined };
  for (const first of await numbersOf(folder, 'log-'))
    if (first >= start.next && first < before) await replayFile(folder, first, progress);
  return progress;
};

type Progress = { -readonly [Key in keyof Replayed]: Replayed[Key] };

const replayFile = async (folder: string, first: number, progress: Progress): Promise<void> => {
  const path = logPath(folder, first);
  if (progress.last && progress.last.tornBytes > 0) throw damage(progress.last.path, progress.last.endsAt);
  if (first !== progress.next)
    throw new ConfigurationError(`${folder} misses the records from ${progress.next} to ${first - 1}. ${wayOut}`);
  const file = await readFile(path);
  const { frames, endsAt, rest } = scanFrames(file, first);
  if (rest === 'damaged') throw damage(path, endsAt);
  for (const { payload } of frames) progress.receivedMs = applyGroup(progress.snapshot, payload);
  progress.next = first + frames.length;
  progress.last = { path, endsAt, tornBytes: file.length - endsAt };
};

const applyGroup = (snapshot: FeatureSnapshot, payload: Frame['payload']): number => {
  const { receivedMs, events } = JSON.parse(payload.toString()) as LoggedGroup;
  for (const event of events) applyEvent(snapshot, { ...event, receivedMs });
  return receivedMs;
};

const wayOut = 'Restore the folder from a copy, or set LOG_FOLDER to an empty one.';

const damage = (path: string, at: number): ConfigurationError =>
  new ConfigurationError(`${path} is damaged at byte ${at}, before events that were acknowledged. ${wayOut}`);

const newestState = async (
  folder: string,
  before: number,
): Promise<{ snapshot: FeatureSnapshot; next: number } | undefined> => {
  const numbers = (await numbersOf(folder, 'state-')).filter((next) => next < before || before === Infinity);
  const next = numbers.at(-1);
  if (next === undefined) return undefined;
  const snapshot = await readStateFile(statePath(folder, next));
  if (!snapshot) throw new ConfigurationError(`${statePath(folder, next)} is damaged. ${wayOut}`);
  return { snapshot, next };
};

const numbersOf = async (folder: string, prefix: string): Promise<number[]> =>
  (await readdir(folder))
    .filter((name) => name.startsWith(prefix) && !name.endsWith('.tmp'))
    .map((name) => Number(/\d+/.exec(name)?.[0]))
    .sort((a, b) => a - b);

/** Removes what the state before `next` makes needless. */
export const removeBefore = async (folder: string, next: number): Promise<void> => {
  const [states, logs] = await Promise.all([numbersOf(folder, 'state-'), numbersOf(folder, 'log-')]);
  const paths = [
    ...states.filter((number) => number < next).map((number) => statePath(folder, number)),
    ...logs.filter((number) => number < next).map((number) => logPath(folder, number)),
  ];
  await Promise.all(paths.map((path) => rm(path, { force: true })));
  await syncFolder(folder);
};
