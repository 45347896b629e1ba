import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBatchParser } from './parse-batch.ts';

const cut = (text: Buffer, places: readonly number[]): readonly Buffer[] => {
  const at = [
    0,
    ...places.map((place) => place % (text.length + 1)).toSorted((one, other) => one - other),
    text.length,
  ];
  return at.slice(1).map((end, index) => text.subarray(at[index], end));
};

describe('createBatchParser', () => {
  it('gives each object once and whole, however the output is cut', () => {
    const object = fc.record({
      name: fc.stringMatching(/^[0-9a-f]{40}$/),
      content: fc.option(fc.uint8Array({ maxLength: 60 })),
    });
    fc.assert(
      fc.property(fc.array(object), fc.array(fc.nat(), { maxLength: 30 }), (objects, places) => {
        const output = Buffer.concat(
          objects.flatMap(({ name, content }) =>
            content === null
              ? [Buffer.from(`${name} missing\n`)]
              : [Buffer.from(`${name} blob ${content.length}\n`), content, Buffer.from('\n')],
          ),
        );
        const got: [string, string | null][] = [];
        const parse = createBatchParser((name, content) => got.push([name, content?.toString('hex') ?? null]));
        for (const chunk of cut(output, places)) parse(chunk);
        expect(got).toEqual(
          objects.map(({ name, content }) => [name, content && Buffer.from(content).toString('hex')]),
        );
      }),
    );
  });
});
