import { describe, expect, it } from 'vitest';
import { diagnose } from './diagnose.ts';
import type { Machine } from './diagnose.ts';

const machine: Machine = { node: '24.21.0', git: '2.47.3', walls: null, hasAgentTasks: true };

const states = (overrides: Partial<Machine>) => diagnose({ ...machine, ...overrides }).map(({ state }) => state);

describe('diagnose', () => {
  it('finds nothing wrong with a machine that has everything', () => {
    expect(states({})).toEqual(['good', 'good', 'good', 'good']);
  });

  it('compares versions number by number', () => {
    expect(states({ node: '22.18.0', git: '2.38.0' })).toEqual(['good', 'good', 'good', 'good']);
    expect(states({ node: '22.9.1', git: '2.9.5' })).toEqual(['missing', 'missing', 'good', 'good']);
  });

  it('says how to get what is missing', () => {
    const texts = diagnose({ node: '20.1.0', git: null, walls: 'install bubblewrap.', hasAgentTasks: false });
    expect(texts.map(({ text }) => text)).toEqual([
      'Node 20.1.0 is too old: install Node 22.18 or later, better 24.',
      'git is not there: install git 2.38 or later.',
      'walls: install bubblewrap.',
      expect.stringContaining('install @interlock-dev/agent-tasks'),
    ]);
  });

  it('does not count agent-tasks as missing: checks work without', () => {
    expect(states({ hasAgentTasks: false })).toEqual(['good', 'good', 'good', 'optional']);
  });
});
