import { describe, expect, it } from 'vitest';
import { patternText, patternTexts } from './pattern-text.ts';
import { matchesPattern, readPattern } from './pattern.ts';

describe('a pattern of a document', () => {
  it('is not run where it could take for ever', () => {
    const long = `${'a'.repeat(60)}!`;
    for (const pattern of ['^(a+)+$', '^(a|a)*$', '^(a*)*b$', '(a|ab|b)*c', '^([a-z]+)*\\1$']) {
      expect(matchesPattern(pattern, long)).toBeNull();
    }
    expect(matchesPattern('.*.*.*.*.*.*x', 'a'.repeat(200))).toBeNull();
    expect(readPattern('a'.repeat(5_000))).toBeNull();
    expect(readPattern('(')).toBeNull();
  });

  it('is run where it is harmless', () => {
    expect(matchesPattern('^[a-z]+(-[a-z]+)*$', 'a-b-c')).toBe(true);
    expect(matchesPattern('^\\d{4}-\\d{2}$', '2024-1')).toBe(false);
    expect(matchesPattern('^[\\w\\-_]+$', 'a-b')).toBe(true);
    expect(matchesPattern('^\\p{L}+$', 'é')).toBe(true);
  });

  it.each([
    '^[a-z0-9]+(?:-[a-z0-9]+)*$',
    '^\\d{4}-\\d{2}-\\d{2}$',
    '^(?:GET|POST)$',
    '^[^/]+/[^/]+$',
    '^#[0-9A-Fa-f]{6}$',
    '^\\+?[1-9]\\d{1,14}$',
    '^(25[0-5]|1\\d\\d)\\.x$',
    '\\S',
    '^arn:aws:[a-z]+:.{0,20}$',
  ])('has texts that match it: %s', (pattern) => {
    expect(patternText(pattern)).toMatch(new RegExp(pattern));
    expect(patternTexts(pattern).every((one) => new RegExp(pattern).test(one))).toBe(true);
  });

  it('has no text where none can be found', () => {
    expect(patternText('^a(?=b)c$')).toBeNull();
  });
});
