import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNear, plantedLines } from './planted-lines.ts';

const before = `import { it, expect } from 'vitest';

it('adds', () => {
  const sum = 1 + 1;
  expect(sum).toBe(2);
});

it('joins', () => {
  expect('a' + 'b').toBe('ab');
});
`;

describe('plantedLines', () => {
  it('spans the whole test around an edited line of a test', () => {
    const after = before.replace('toBe(2)', 'toBeDefined()');
    const spans = plantedLines({ path: 'src/a.test.ts', before, after, base: before });
    expect(spans).toEqual([
      { from: 3, to: 6 },
      { from: 3, to: 6 },
    ]);
  });

  it('spans only the edited lines of other code', () => {
    const after = before.replace('toBe(2)', 'toBeDefined()');
    expect(plantedLines({ path: 'src/a.ts', before, after, base: null })).toEqual([{ from: 5, to: 5 }]);
  });

  it('knows the lines of base for what was taken away', () => {
    const after = before.replace(/\nit\('joins'[^]*\n\}\);\n/, '');
    const base = `// A heading.\n\n${before}`;
    expect(plantedLines({ path: 'src/a.test.ts', before, after, base })[1]).toEqual({ from: 10, to: 13 });
  });

  it('holds every line that was put in, wherever it was', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<string>('a', 'b', ''), { maxLength: 12 }), fc.nat(12), (lines, at) => {
        const old = lines.join('\n');
        const place = Math.min(at, lines.length);
        const after = lines.toSpliced(place, 0, 'planted').join('\n');
        const [span] = plantedLines({ path: 'a.txt', before: old, after, base: null });
        expect(span).toEqual({ from: place + 1, to: place + 1 });
      }),
    );
  });
});

describe('isNear', () => {
  it('allows three lines on either side', () => {
    const spans = [{ from: 10, to: 12 }];
    expect([6, 7, 15, 16].map((line) => isNear(line, spans))).toEqual([false, true, true, false]);
    expect(isNear(1, [])).toBe(false);
  });
});
