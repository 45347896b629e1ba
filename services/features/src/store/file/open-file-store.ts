import { createArrivalClock, type ListeningEvent } from '../../core/listening-event.ts';
import { isUnderCatalogue, refreshCatalogue } from '../../core/refresh-catalogue.ts';
import type { FeatureSnapshot } from '../../core/records.ts';
import { withinDeadline } from '../within-deadline.ts';
import { applyAll } from '../open-memory-store.ts';
import type { Appended, EventStore, OpenedStore, StoreOptions } from '../event-store.ts';
import { createGroupCommit, type GroupItem } from '../group-commit.ts';
import { createLogWriter, type LogWriter } from './create-log-writer.ts';
import { lockFolder } from './lock-folder.ts';
import { logPath, prepareFolder, removeBefore, replayFolder, statePath, type Replayed } from './log-folder.ts';
import { openSegment, type SyncPolicy } from './segment.ts';
import { syncFolder, writeStateFile } from './state-file.ts';

export type FileStoreOptions = StoreOptions & {
  readonly folder: string;
  /** `commit` unless said otherwise. */
  readonly sync?: SyncPolicy;
  /** A log file that has grown beyond this is closed and compacted. */
  readonly segmentBytes?: number;
};

/**
 * Keeps events in a log of files: memory answers, the log survives. An acknowledged event is on the disk; a torn last
 * write is cut off; a damaged file is refused rather than shortened.
 * @throws ConfigurationError when the folder is in use, damaged, or cannot be written
 */
export const openFileStore = async (options: FileStoreOptions): Promise<OpenedStore> => {
  const { folder, seed, logger } = options;
  await prepareFolder(folder);
  const unlock = await lockFolder(folder);
  try {
    const replayed = await openState(folder, seed);
    const { last, next, snapshot } = replayed;
    if (last && last.tornBytes > 0)
      logger.warn({ bytes: last.tornBytes, path: last.path }, 'cut off a last write that was never acknowledged');
    const path = last?.path ?? logPath(folder, next);
    const { sync = 'commit', segmentBytes = defaultSegmentBytes } = options;
    const segment = await openSegment(path, last?.endsAt ?? 0, sync);
    await syncFolder(folder);
    const writer = createLogWriter({ folder, sync, segmentBytes, logger }, segment, next);
    return { snapshot, store: createFileStore({ options, replayed, writer, unlock }) };
  } catch (error) {
    await unlock();
    throw error;
  }
};

const openState = async (folder: string, seed: FeatureSnapshot): Promise<Replayed> => {
  const replayed = await replayFolder(folder);
  if (replayed && isUnderCatalogue(replayed.snapshot, seed)) return replayed;
  // A state from here on under the new catalogue: replaying old records under it would count them differently.
  const snapshot = replayed ? refreshCatalogue(replayed.snapshot, seed) : seed;
  const next = replayed?.next ?? 1;
  await writeStateFile(statePath(folder, next), snapshot);
  await removeBefore(folder, next);
  return { snapshot, next, last: undefined, receivedMs: replayed?.receivedMs ?? 0 };
};

type Batch = GroupItem & { readonly events: readonly ListeningEvent[]; readonly text: string };

type FileStoreParts = {
  readonly options: FileStoreOptions;
  readonly replayed: Replayed;
  readonly writer: LogWriter;
  readonly unlock: () => Promise<void>;
};

const defaultSegmentBytes = 64 * 1024 * 1024;
const maxGroupBytes = 1024 * 1024;
const maxWaitingBytes = 16 * 1024 * 1024;

const createFileStore = ({ options, replayed, writer, unlock }: FileStoreParts): EventStore => {
  const { now, logger } = options;
  const { snapshot, receivedMs: lastReceivedMs } = replayed;
  const arrival = createArrivalClock(now, Math.max(lastReceivedMs, snapshot.asOfMs));
  const write = async (group: readonly Batch[]): Promise<Appended[]> => {
    const receivedMs = arrival();
    await writer.append(`{"receivedMs":${receivedMs},"events":[${group.map((batch) => batch.text).join()}]}`);
    return group.map(({ events }): Appended => {
      const stamped = events.map((event) => ({ ...event, receivedMs }));
      return { ok: true, ...applyAll(snapshot, stamped) };
    });
  };
  const commit = createGroupCommit(write, maxGroupBytes);
  const append = async (events: readonly ListeningEvent[]): Promise<Appended> => {
    const text = JSON.stringify(events).slice(1, -1);
    if (writer.isBroken()) return { ok: false, reason: 'log-unavailable', detail: 'the log failed; restart' };
    if (commit.waitingBytes() + text.length > maxWaitingBytes)
      return { ok: false, reason: 'log-unavailable', detail: 'more events wait than the disk takes' };
    try {
      return await commit.add({ events, text, bytes: text.length });
    } catch (error) {
      logger.error({ err: error }, 'events could not be kept');
      return describeFailure(error);
    }
  };
  return {
    kind: 'file',
    isDurable: true,
    append: (events, deadlineMs) => withinDeadline(append(events), deadlineMs - now()),
    isReady: () => !writer.isBroken(),
    close: async () => {
      await commit.settled();
      await writer.close();
      await unlock();
    },
  };
};

const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

const describeFailure = (error: unknown): Appended => {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  return { ok: false, reason: fullCodes.has(code) ? 'log-full' : 'log-unavailable', detail: code };
};
