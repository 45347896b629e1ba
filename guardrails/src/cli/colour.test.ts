import { describe, expect, it } from 'vitest';
import { hasColour } from './colour.ts';

describe('hasColour', () => {
  it('follows the terminal when nobody asks for anything', () => {
    expect(hasColour({ isTerminal: true, env: {} })).toBe(true);
    expect(hasColour({ isTerminal: false, env: {} })).toBe(false);
    expect(hasColour({ isTerminal: true, env: { TERM: 'dumb' } })).toBe(false);
  });

  it('obeys FORCE_COLOR without a terminal, and NO_COLOR above all', () => {
    expect(hasColour({ isTerminal: false, env: { FORCE_COLOR: '1' } })).toBe(true);
    expect(hasColour({ isTerminal: true, env: { FORCE_COLOR: '0' } })).toBe(false);
    expect(hasColour({ isTerminal: true, env: { NO_COLOR: '1', FORCE_COLOR: '1' } })).toBe(false);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(hasColour({ isTerminal: true, env: { NO_COLOR: '', FORCE_COLOR: '' } })).toBe(true);
  });
});
