import { crc32 } from 'node:zlib';

/**
 * One record of a log file: magic, length, sequence number, checksum, payload. The checksum covers all but the magic, so
 * that neither a torn write nor a flipped bit is taken for a record.
 */
export type Frame = { readonly sequence: number; readonly payload: Buffer };

/** What stands in a log file: its whole records from the beginning, and what comes after them. */
export type Scan = {
  readonly frames: readonly Frame[];
  /** Where the last whole record ends; what follows is no record. */
  readonly endsAt: number;
  /** `torn`: a last write that did not complete. `damaged`: whole records stand after what is none, so bytes changed. */
  readonly rest: 'none' | 'torn' | 'damaged';
};

const magic = Buffer.from('ILF1');
const headerBytes = 20;

/** The bytes of one record. */
export const encodeFrame = ({ sequence, payload }: Frame): Buffer => {
  const frame = Buffer.allocUnsafe(headerBytes + payload.length);
  magic.copy(frame, 0);
  frame.writeUInt32LE(payload.length, 4);
  frame.writeBigUInt64LE(BigInt(sequence), 8);
  payload.copy(frame, headerBytes);
  frame.writeUInt32LE(checksumOf(frame), 16);
  return frame;
};

/**
 * The records of a file whose first has the number `first`. The last write may be torn, because a process died in it;
 * anything else that is no record is damage.
 */
export const scanFrames = (file: Buffer, first: number): Scan => {
  const frames: Frame[] = [];
  let offset = 0;
  for (;;) {
    const frame = frameAt(file, offset);
    if (frame?.sequence !== first + frames.length) return { frames, endsAt: offset, rest: restOf(file, offset) };
    frames.push(frame);
    offset += headerBytes + frame.payload.length;
  }
};

const frameAt = (file: Buffer, offset: number): Frame | undefined => {
  if (offset + headerBytes > file.length || file.compare(magic, 0, 4, offset, offset + 4) !== 0) return undefined;
  const end = offset + headerBytes + file.readUInt32LE(offset + 4);
  if (end > file.length) return undefined;
  const frame = file.subarray(offset, end);
  if (frame.readUInt32LE(16) !== checksumOf(frame)) return undefined;
  return { sequence: Number(frame.readBigUInt64LE(8)), payload: frame.subarray(headerBytes) };
};

// One write is one record and is confirmed before the next begins: a whole record after a broken one was not torn.
const restOf = (file: Buffer, offset: number): Scan['rest'] => {
  if (offset === file.length) return 'none';
  for (let at = file.indexOf(magic, offset); at !== -1; at = file.indexOf(magic, at + 1))
    if (frameAt(file, at)) return 'damaged';
  return 'torn';
};

const checksumOf = (frame: Buffer): number => crc32(frame.subarray(headerBytes), crc32(frame.subarray(4, 16)));
