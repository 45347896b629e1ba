import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeLines } from './assess-proof.ts';
import { parseMutants } from './parse-mutants.ts';
import { toRanges } from './try-mutants.ts';

const mutant = (status: string, line = 2) => ({
  id: '1',
  mutatorName: 'EqualityOperator',
  replacement: 'a >=\n 10',
  location: { start: { line, column: 4 }, end: { line, column: 9 } },
  status,
});

describe('a report of StrykerJS', () => {
  it('gives the mutants that survived, and not those that were killed or never ran', () => {
    const report = JSON.stringify({
      files: {
        'src/a.ts': { mutants: [mutant('Survived'), mutant('Killed'), mutant('NoCoverage'), mutant('Timeout')] },
      },
    });
    const survivor = { line: 2, by: 'EqualityOperator', mutant: 'a >= 10' };
    expect(parseMutants(report, '')).toEqual([{ file: 'src/a.ts', ...survivor }]);
    expect(parseMutants(report, 'packages/x')).toEqual([{ file: 'packages/x/src/a.ts', ...survivor }]);
  });

  it('is none when it is not of that shape', () => {
    expect(parseMutants('', '')).toBeNull();
    expect(parseMutants('{"files": []}', '')).toBeNull();
    fc.assert(
      fc.property(fc.jsonValue(), (mutants) => {
        const said = parseMutants(JSON.stringify({ files: { a: { mutants } } }), '');
        expect(said === null || said.every(({ line }) => typeof line === 'number')).toBe(true);
      }),
    );
  });
});

describe('runs of lines', () => {
  it('hold exactly the lines, with a gap between each two', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 })), (lines) => {
        const ranges = toRanges(lines);
        const held = ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => first + at));
        expect(held).toEqual([...new Set(lines)].toSorted((a, b) => a - b));
        ranges.slice(1).forEach(([first], at) => {
          expect(first).toBeGreaterThan((ranges[at]?.[1] ?? 0) + 1);
        });
      }),
    );
  });

  it('are written in short', () => {
    expect(describeLines([3, 7, 8, 9])).toBe('3, 7-9');
  });
});
