import { describe, expect, it } from 'vitest';
import { weigh } from './weigh.ts';

const plain = { hasBrief: false, isLight: false };

describe('weigh', () => {
  it('gives the level that is named, and none where it is allowed', () => {
    expect(weigh('error', plain)).toBe('error');
    expect(weigh('note', plain)).toBe('note');
    expect(weigh('allow', plain)).toBeNull();
  });

  it('asks whether there is a brief where that decides', () => {
    expect(weigh('by-brief', plain)).toBe('warning');
    expect(weigh('by-brief', { ...plain, hasBrief: true })).toBe('error');
  });

  it('is one step less in what weighs less', () => {
    const light = { hasBrief: true, isLight: true };
    expect((['error', 'by-brief', 'warning', 'note'] as const).map((weight) => weigh(weight, light))).toEqual([
      'warning',
      'warning',
      'note',
      'note',
    ]);
  });
});
