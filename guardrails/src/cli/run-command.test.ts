import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../errors.ts';
import { explainError } from './run-command.ts';

describe('explainError', () => {
  it("gives a user's mistake as its sentence, without a stack", () => {
    expect(explainError(new ConfigurationError('--base x is not there: name another.'))).toBe(
      'interlock: --base x is not there: name another.\n',
    );
  });

  it('gives a fault of ours with the stacks of its causes, and asks to report it', () => {
    const text = explainError(new Error('outer', { cause: new TypeError('inner') }));
    expect(text).toMatch(/^Error: outer\n\s+at [\s\S]*\ncaused by TypeError: inner\n\s+at /);
    expect(text).toMatch(/Please report it/);
  });

  it('shows control characters of an error instead of sending them to the terminal', () => {
    expect(explainError(new ConfigurationError('bad name \u001B[2J'))).toBe('interlock: bad name \\u{1b}[2J\n');
  });
});
