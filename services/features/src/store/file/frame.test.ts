import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeFrame, scanFrames } from './frame.ts';

const payloads = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 });
const encode = (given: readonly Uint8Array[], first = 1) =>
  given.map((payload, at) => encodeFrame({ sequence: first + at, payload: Buffer.from(payload) }));

test('What was written is read back, in order', () => {
  fc.assert(
    fc.property(payloads, fc.integer({ min: 1, max: 1e9 }), (given, first) => {
      const scan = scanFrames(Buffer.concat(encode(given, first)), first);
      expect(scan.frames.map(({ payload }) => [...payload])).toEqual(given.map((payload) => [...payload]));
      expect(scan.rest).toBe('none');
    }),
  );
});

test('A file cut anywhere gives its whole records, and the rest is a torn write', () => {
  fc.assert(
    fc.property(payloads, fc.nat(), (given, at) => {
      const frames = encode(given);
      const file = Buffer.concat(frames);
      const cut = at % (file.length + 1);
      const { frames: read, endsAt, rest } = scanFrames(file.subarray(0, cut), 1);
      const ends = frames.reduce<number[]>((list, frame) => [...list, (list.at(-1) ?? 0) + frame.length], []);
      expect(read.length).toBe(ends.filter((end) => end <= cut).length);
      expect(rest).toBe(endsAt === cut ? 'none' : 'torn');
    }),
  );
});

test('A flipped bit is never taken for a record: before others it is damage, in the last one a torn write', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 5 }), fc.nat(), (given, bit) => {
      const frames = encode(given);
      const file = Buffer.concat(frames);
      const at = bit % (file.length * 8);
      file[at >> 3] = (file[at >> 3] ?? 0) ^ (1 << (at & 7));
      const scan = scanFrames(file, 1);
      const intact = frames.findIndex((_, index) => Buffer.concat(frames.slice(0, index + 1)).length > at >> 3);
      expect(scan.frames.length).toBe(intact);
      expect(scan.rest).toBe(intact === frames.length - 1 ? 'torn' : 'damaged');
    }),
  );
});

test('A record that is not the next one is none: two logs cannot be read as one', () => {
  const [first, , third] = encode([Buffer.from('a'), Buffer.from('b'), Buffer.from('c')]);
  const scan = scanFrames(Buffer.concat([first ?? Buffer.alloc(0), third ?? Buffer.alloc(0)]), 1);
  expect([scan.frames.length, scan.rest]).toEqual([1, 'damaged']);
});
