import type { StoreOptions } from '../event-store.ts';
import { createCompactor } from './create-compactor.ts';
import { logPath } from './log-folder.ts';
import { openSegment, type Segment, type SyncPolicy } from './segment.ts';
import { syncFolder } from './state-file.ts';

export type LogWriterOptions = {
  readonly folder: string;
  readonly sync: SyncPolicy;
  /** A log file that has grown beyond this is closed and compacted. */
  readonly segmentBytes: number;
  readonly logger: StoreOptions['logger'];
};

/** The end of a log: where records are appended, one at a time. */
export type LogWriter = {
  /** Keeps one record; throws when it is not kept. */
  readonly append: (text: string) => Promise<void>;
  /** Whether nothing can be kept any more until the log is opened anew. */
  readonly isBroken: () => boolean;
  readonly close: () => Promise<void>;
};

/** Appends the record `next` and those after it, beginning in `first`, and on to a new file whenever one is full. */
export const createLogWriter = (
  { folder, sync, segmentBytes, logger }: LogWriterOptions,
  first: Segment,
  firstNumber: number,
): LogWriter => {
  const compactor = createCompactor(folder, logger);
  let segment = first;
  let next = firstNumber;

  const rotate = async (): Promise<void> => {
    const full = segment;
    segment = await openSegment(logPath(folder, next), 0, sync);
    await syncFolder(folder);
    await full.close();
    compactor.compactBefore(next);
  };
  return {
    append: async (text) => {
      await segment.append(next, Buffer.from(text));
      next += 1;
      if (segment.bytes() < segmentBytes) return;
      try {
        await rotate();
      } catch (error) {
        logger.error({ err: error }, 'no new log file could be begun; the old one goes on');
      }
    },
    isBroken: () => segment.isBroken(),
    close: async () => {
      await compactor.stop();
      await segment.close();
    },
  };
};
