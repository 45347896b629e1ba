import { describe, expect, it } from 'vitest';
import { formatPrediction, ratesOf } from './format-prediction.ts';
import { measureGenerated } from './measure-generated.ts';
import { createCompile, mergeOutcome } from './merge-outcome.ts';

const compile = createCompile();
const base = new Map([
  ['a.ts', 'export const one = (): number => 1;\n\n\nexport const two = (): number => 2;\n'],
  ['b.ts', 'export const three = (): number => 3;\n'],
]);

describe('mergeOutcome', () => {
  it('tells a conflict of text from one that only the compiler sees, and both from none', () => {
    const one = new Map([['a.ts', 'export const uno = (): number => 1;\n\n\nexport const two = (): number => 2;\n']]);
    const sameLine = new Map([
      ['a.ts', 'export const ein = (): number => 1;\n\n\nexport const two = (): number => 2;\n'],
    ]);
    const otherLine = new Map([
      ['a.ts', 'export const one = (): number => 1;\n\n\nexport const two = (): number => 4;\n'],
    ]);
    const user = new Map([['b.ts', "import { one } from './a.ts';\nexport const three = one;\n"]]);
    expect(mergeOutcome({ base, one, other: sameLine, compile })).toBe('text');
    expect(mergeOutcome({ base, one, other: user, compile })).toBe('semantic');
    expect(mergeOutcome({ base, one, other: otherLine, compile })).toBe('clean');
  });
});

describe('measureGenerated', () => {
  it('gives the same pairs for the same seed, and predicts every conflict of text', () => {
    const pairs = measureGenerated(60, 7);
    expect(measureGenerated(60, 7)).toEqual(pairs);
    expect(pairs.filter(({ outcome, predicted }) => outcome === 'text' && predicted !== 'writes-same')).toEqual([]);
    expect(new Set(pairs.map(({ isNear }) => isNear))).toEqual(new Set([true, false]));
  });
});

describe('formatPrediction', () => {
  it('counts what was found of each kind, and what waited for nothing', () => {
    const pairs = [
      { outcome: 'text', predicted: 'writes-same' },
      { outcome: 'semantic', predicted: null },
      { outcome: 'clean', predicted: 'imports' },
      { outcome: 'clean', predicted: null },
    ];
    expect(ratesOf(pairs)).toEqual({ recall: 0.5, needless: 0.5 });
    expect(formatPrediction('x', pairs)).toContain('conflicts predicted          1 of 2 = 50.0 %');
    expect(ratesOf([])).toEqual({ recall: 1, needless: 0 });
  });
});
