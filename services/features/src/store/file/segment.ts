import { open, type FileHandle } from 'node:fs/promises';
import { encodeFrame } from './frame.ts';

/** When a record counts as kept: `commit` after the disk confirmed it, `none` once the system has it (kill −9 is fine, a power cut not). */
export type SyncPolicy = 'commit' | 'none';

/** The file that a log is appended to. */
export type Segment = {
  readonly path: string;
  readonly bytes: () => number;
  readonly isBroken: () => boolean;
  /**
   * Keeps one record; resolves when it is kept.
   * @throws when it is not: the file then ends where it ended before, or `isBroken` says that it may not
   */
  readonly append: (sequence: number, payload: Buffer) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Opens a file for appending at `endsAt`; what stands beyond is cut off. */
export const openSegment = async (path: string, endsAt: number, sync: SyncPolicy): Promise<Segment> => {
  const file = await open(path, 'a+', 0o600);
  await file.truncate(endsAt);
  let bytes = endsAt;
  let isBroken = false;
  const restore = async (): Promise<void> => {
    try {
      await file.truncate(bytes);
    } catch {
      isBroken = true;
    }
  };
  return {
    path,
    bytes: () => bytes,
    isBroken: () => isBroken,
    append: async (sequence, payload) => {
      const frame = encodeFrame({ sequence, payload });
      try {
        await writeFully(file, frame);
      } catch (cause) {
        await restore();
        throw cause;
      }
      if (sync === 'commit') await confirm(file, () => (isBroken = true));
      bytes += frame.length;
    },
    close: () => file.close(),
  };
};

const writeFully = async (file: FileHandle, frame: Buffer): Promise<void> => {
  for (let at = 0; at < frame.length;) at += (await file.write(frame, at)).bytesWritten;
};

// After a failed confirmation nobody knows what the disk holds, and asking again answers yes (fsyncgate, 2018).
const confirm = async (file: FileHandle, fail: () => void): Promise<void> => {
  try {
    await file.datasync();
  } catch (cause) {
    fail();
    throw cause;
  }
};
