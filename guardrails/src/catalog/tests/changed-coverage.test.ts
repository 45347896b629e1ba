import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverageOfChange, parseIstanbulCoverage, parseLcov } from './changed-coverage.ts';

const location = (line: number) => ({ start: { line, column: 0 }, end: { line, column: 9 } });

const istanbul = JSON.stringify({
  '/tree/src/a.ts': {
    path: '/tree/src/a.ts',
    statementMap: { 0: location(1), 1: location(2), 2: location(2), 3: location(4) },
    s: { 0: 1, 1: 0, 2: 3, 3: 0 },
    branchMap: { 0: { type: 'if', line: 2, loc: location(2), locations: [location(2), location(2)] } },
    b: { 0: [3, 0] },
  },
});

const lcov = 'TN:\nSF:src/a.ts\nDA:1,1\nDA:2,3\nDA:4,0\nBRDA:2,0,0,3\nBRDA:2,0,1,-\nend_of_record\n';

describe('the coverage of changed lines', () => {
  const changed = new Map([['src/a.ts', new Set([2, 3, 4])]]);
  const expected = [{ file: 'src/a.ts', lines: 2, uncovered: [4], branches: 2, untaken: [2] }];

  it('is the same from Istanbul’s JSON and from lcov', () => {
    expect(coverageOfChange(parseIstanbulCoverage(istanbul, '/tree') ?? [], changed)).toEqual(expected);
    expect(coverageOfChange(parseLcov(lcov, '/tree'), changed)).toEqual(expected);
  });

  it('takes the root off absolute paths of lcov', () => {
    expect(parseLcov(lcov.replace('SF:', 'SF:/tree/'), '/tree').map(({ file }) => file)).toEqual(['src/a.ts']);
  });

  it('leaves out a file whose changed lines hold no statement, and one that the tool does not know', () => {
    const files = parseLcov(lcov, '/tree');
    expect(coverageOfChange(files, new Map([['src/a.ts', new Set([3])]]))).toEqual([]);
    expect(coverageOfChange(files, new Map([['src/b.ts', new Set([1])]]))).toEqual([]);
  });

  it('does not ask for the ways on from a condition that never ran', () => {
    const never = parseLcov('SF:a.ts\nDA:1,0\nBRDA:1,0,0,0\nend_of_record', '/');
    expect(coverageOfChange(never, new Map([['a.ts', new Set([1])]]))).toMatchObject([{ uncovered: [1], untaken: [] }]);
  });

  it('reads any text without throwing', () => {
    expect(parseIstanbulCoverage('no JSON', '/')).toBeNull();
    fc.assert(
      fc.property(fc.json(), fc.string(), (json, text) => {
        const files = parseIstanbulCoverage(json, '/tree') ?? [];
        coverageOfChange(files, new Map(files.map(({ file }) => [file, new Set([1])])));
        expect(Array.isArray(parseLcov(text, '/tree'))).toBe(true);
      }),
    );
  });
});
