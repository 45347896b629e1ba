import { describe, expect, it } from 'vitest';
import { readInstalledOptions } from './installed-options.ts';

describe('the options of the runner with dependencies', () => {
  it('take twenty commits of the last year for all three guardrails', () => {
    const options = readInstalledOptions(['a', 'b']);
    expect(options).toMatchObject({ repositories: ['a', 'b'], count: 20, years: 1, jobs: 1, pauseFile: null });
    expect(options?.only).toEqual(['lint', 'types', 'tests']);
  });

  it('keep the order of guardrails, whatever the order of the words', () => {
    expect(readInstalledOptions(['a', '--only', 'tests,lint'])?.only).toEqual(['lint', 'tests']);
  });

  it('name the option that has no sense, and the value', () => {
    expect(() => readInstalledOptions(['a', '--only', 'scope'])).toThrow(/--only scope/u);
    expect(() => readInstalledOptions(['a', '--count', '0'])).toThrow(/--count 0/u);
    expect(() => readInstalledOptions(['a', '--sample', 'both'])).toThrow(/--sample both/u);
    expect(() => readInstalledOptions([])).toThrow(/at least one repository/u);
    expect(() => readInstalledOptions(['--no-such'])).toThrow(/no-such/u);
  });
});
