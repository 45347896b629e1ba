import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { StoreOptions } from '../event-store.ts';

/** Compacts a folder beside the service. */
export type Compactor = {
  /** Folds the records before `next`, where a log file begins; now, or when a compaction that runs has ended. */
  readonly compactBefore: (next: number) => void;
  /** Ends at any instant without harm. */
  readonly stop: () => Promise<void>;
};

/** Runs one compaction at a time, each in a thread of its own, from the files alone: requests do not wait for it. */
export const createCompactor = (folder: string, logger: StoreOptions['logger']): Compactor => {
  let wanted: number | undefined;
  let worker: Worker | undefined;
  let isStopped = false;

  const run = async (next: number): Promise<void> => {
    worker = new Worker(new URL('./compact-worker.ts', import.meta.url), { workerData: { folder, next } });
    worker.unref();
    try {
      await once(worker, 'exit');
    } catch (error) {
      logger.error({ err: error }, 'the log could not be compacted; it grows until it can');
    }
    worker = undefined;
    startWanted();
  };
  const startWanted = (): void => {
    if (worker || wanted === undefined || isStopped) return;
    const next = wanted;
    wanted = undefined;
    void run(next);
  };
  return {
    compactBefore: (next) => {
      wanted = next;
      startWanted();
    },
    stop: async () => {
      isStopped = true;
      await worker?.terminate();
    },
  };
};
