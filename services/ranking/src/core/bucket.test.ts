import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketCount, bucketOf, murmurHash3 } from './bucket.ts';

const listeners = Array.from({ length: 20_000 }, (_, at) => `user-${at}`);

test('The hash of a text is what MurmurHash3 gives for its bytes, so that other languages can find the same bucket', () => {
  // Values of the reference implementation for these texts as UTF-16LE bytes and seed 0.
  expect([murmurHash3(''), murmurHash3('a')]).toEqual([0, murmurOfBytes([0x61, 0])]);
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(murmurHash3(text)).toBe(murmurOfBytes([...Buffer.from(text, 'utf16le')]));
    }),
  );
});

test('Listeners spread evenly: no tenth of the buckets is far from a tenth of them', () => {
  const tenths = new Array<number>(10).fill(0);
  for (const listener of listeners) {
    const tenth = Math.floor((bucketOf('an-experiment', listener) * 10) / bucketCount);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  // The 99.9th percentile of chi-square with nine degrees of freedom; the listeners are fixed, so the result is too.
  const chiSquare = tenths.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
  expect(chiSquare).toBeLessThan(27.9);
});

test('Two salts split listeners independently of each other', () => {
  const isIn = (salt: string, listener: string) => bucketOf(salt, listener) < bucketCount / 2;
  const both = listeners.filter((one) => isIn('a', one) && isIn('b', one)).length;
  expect(Math.abs(both / listeners.length - 0.25)).toBeLessThan(0.015);
});

test('Salt and listener are kept apart', () => {
  expect(bucketOf('ab', 'c')).not.toBe(bucketOf('a', 'bc'));
});

/** The reference algorithm written over bytes, block by block (smhasher, MurmurHash3_x86_32). */
const murmurOfBytes = (bytes: readonly number[]): number => {
  const rotl = (x: number, r: number) => (x << r) | (x >>> (32 - r));
  const mixBlock = (k: number) => Math.imul(rotl(Math.imul(k, 0xcc9e2d51), 15), 0x1b873593);
  let h = 0;
  const blocks = Math.floor(bytes.length / 4);
  for (let i = 0; i < blocks; i += 1) {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(i * 4, i * 4 + 4);
    h ^= mixBlock(a | (b << 8) | (c << 16) | (d << 24));
    h = (Math.imul(rotl(h, 13), 5) + 0xe6546b64) | 0;
  }
  const [a = 0, b = 0, c = 0] = bytes.slice(blocks * 4);
  if (bytes.length % 4 > 0) h ^= mixBlock(a | (b << 8) | (c << 16));
  h ^= bytes.length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};
