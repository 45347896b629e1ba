import { createHash } from 'node:crypto';

/** Numbers of [0, 1) from SHA-256 in counter mode: the same for the same seed on every machine. */
export const createSeededRandom = (seed: string): (() => number) => {
  let count = 0;
  return () => {
    const digest = createHash('sha256').update(`${seed}:${count}`).digest();
    count += 1;
    return digest.readUInt32BE(0) / 2 ** 32;
  };
};
