import { describe, expect, it } from 'vitest';
import { coversSuppression } from './covers-suppression.ts';
import { readSuppressions } from './read-suppressions.ts';

const covers = (base: string, head: string) => {
  const [wide, narrow] = [base, head].map((text) => readSuppressions('a.ts', `${text}\n`)[0]);
  if (wide === undefined || narrow === undefined) throw new Error('no suppression');
  return coversSuppression(wide, narrow);
};

describe('coversSuppression', () => {
  it('is so for fewer rules, another reason, and a shorter reach', () => {
    expect(covers('// eslint-disable-next-line no-a, no-b', '// eslint-disable-next-line no-b -- still')).toBe(true);
    expect(covers('// eslint-disable-next-line', '// eslint-disable-line no-b')).toBe(true);
    expect(covers('/* eslint-disable */', '/* eslint-disable no-b */')).toBe(true);
    expect(covers('// biome-ignore lint/a/b: x', '// biome-ignore lint/a/b: y')).toBe(true);
  });

  it('is not so for more or other rules, a wider reach, or another tool', () => {
    expect(covers('// eslint-disable-next-line no-a', '// eslint-disable-next-line no-a, no-b')).toBe(false);
    expect(covers('// eslint-disable-next-line no-a', '// eslint-disable-next-line')).toBe(false);
    expect(covers('// eslint-disable-next-line no-a', '/* eslint-disable no-a */')).toBe(false);
    expect(covers('/* istanbul ignore next */', '/* istanbul ignore file */')).toBe(false);
    expect(covers('// eslint-disable-next-line no-a', '// biome-ignore no-a: x')).toBe(false);
  });
});
