import { createHmac } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import type { Metrics } from '@interlock-dev/chassis';
import type { FastifyBaseLogger } from 'fastify';
import { exposureEvents, exposureOutcomes, type Exposure, type ExposureRecord, type ExposureSink } from './exposure.ts';

export type ExposureSinkParts = {
  /** The file that lines are appended to; none keeps no exposures. */
  readonly file?: string | undefined;
  /** What listeners are hashed with: whoever has it can find one listener's lines, nobody can read the ids back. */
  readonly key?: string | undefined;
  readonly metrics: Metrics;
  readonly logger: FastifyBaseLogger;
  /** The most lines that wait to be written. */
  readonly mostWaiting?: number;
};

/**
 * A JSONL file that exposures are appended to, what came within 20 ms in one write. When the disk is slower than the traffic, the newest are
 * dropped; when it fails, what could not be written is lost. Both are counted, and neither reaches an answer.
 */
export const createExposureSink = (parts: ExposureSinkParts): ExposureSink => {
  const { file, key = '', mostWaiting = 10_000, logger } = parts;
  const outcomes = parts.metrics.counter({
    name: 'ranking_exposures_total',
    help: 'Exposures, by event and by what became of them.',
    labels: { event: exposureEvents, outcome: exposureOutcomes },
  });
  if (file === undefined)
    return {
      write: ({ event }) => outcomes.increment({ event, outcome: 'off' }),
      close: () => Promise.resolve(),
    };

  const waiting: ExposureRecord[] = [];
  let writing = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let handle: FileHandle | undefined;
  // A write that failed half-way leaves a piece of a line: the next one then starts on a line of its own.
  let isTorn = false;

  const append = async (records: readonly ExposureRecord[]): Promise<void> => {
    const text = records.map((record) => `${JSON.stringify(toExposure(record, key))}\n`).join('');
    try {
      handle ??= await open(file, 'a');
      await handle.appendFile(isTorn ? `\n${text}` : text);
      isTorn = false;
      for (const { event } of records) outcomes.increment({ event, outcome: 'written' });
    } catch (error) {
      for (const { event } of records) outcomes.increment({ event, outcome: 'failed' });
      logger.error(
        { code: (error as NodeJS.ErrnoException).code, lost: records.length },
        'exposures cannot be written',
      );
      isTorn = handle !== undefined;
    }
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(async () => {
      while (waiting.length > 0) await append(waiting.splice(0, linesAWrite));
    });
    return writing;
  };
  return {
    write: (record) => {
      if (waiting.length >= mostWaiting) {
        outcomes.increment({ event: record.event, outcome: 'dropped' });
        return;
      }
      waiting.push(record);
      timer ??= setTimeout(() => void flush(), gatherMs);
    },
    close: async () => {
      await flush();
      await handle?.close();
    },
  };
};

// Lines are gathered for a moment: a write costs more than a line. So much is lost when the process is killed.
const gatherMs = 20;
const linesAWrite = 500;

const toExposure = ({ user, ...record }: ExposureRecord, key: string): Exposure => ({
  ...record,
  listener: createHmac('sha256', key).update(user).digest('hex').slice(0, 24),
  arms: { ...record.arms },
  cards: record.cards.map(({ id, sources }) => ({ id, sources: [...sources] })),
});
