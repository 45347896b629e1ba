import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCappedOutput } from './capped-output.ts';

const inChunks = (bytes: Buffer, sizes: readonly number[]): readonly Buffer[] => {
  const cuts = sizes.reduce<number[]>((all, size) => [...all, (all.at(-1) ?? 0) + size], [0]);
  return [...cuts.map((start, index) => bytes.subarray(start, cuts[index + 1] ?? bytes.length))];
};

it('keeps a text whole that fits, however it is cut', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat({ max: 9 })), (text, sizes) => {
      const bytes = Buffer.from(text);
      const output = createCappedOutput(bytes.length);
      for (const chunk of inChunks(bytes, sizes)) output.write(chunk);
      expect(output.text()).toBe(bytes.toString());
      expect(output.truncated()).toBe(false);
    }),
  );
});

it('drops what is over the cap, never half a character, and says so', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(), (text, cut) => {
      const bytes = Buffer.from(text);
      const told: string[] = [];
      const output = createCappedOutput(cut % bytes.length, (part) => told.push(part));
      output.write(bytes);
      output.write(bytes);
      expect(text.startsWith(output.text())).toBe(true);
      expect(told.join('')).toBe(output.text());
      expect(output.truncated()).toBe(true);
    }),
  );
});
