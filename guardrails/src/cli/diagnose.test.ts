import { describe, expect, it } from 'vitest';
import { diagnose } from './diagnose.ts';
import type { Machine, RepositoryState } from './diagnose.ts';

const repository: RepositoryState = {
  ...{ isShallow: false, eslint: true, eslintInstalled: true, typescript: true, typescriptInstalled: true },
  ...{ testRunner: 'vitest', testRunnerInstalled: true },
};
const machine: Machine = {
  ...{ node: '24.21.0', git: '2.47.3', walls: null, hasAgentTasks: true },
  ...{ processLimit: 'control group', memoryBytes: 4 * 2 ** 30, cache: { folder: '/cache', bytes: 5 }, repository },
};
const rest = Array.from({ length: 7 }, () => 'good');

const states = (overrides: Partial<Machine>) => diagnose({ ...machine, ...overrides }).map(({ state }) => state);

describe('diagnose', () => {
  it('finds nothing wrong with a machine that has everything', () => {
    expect(states({})).toEqual(['good', 'good', 'good', ...rest, 'good']);
  });

  it('compares versions number by number', () => {
    expect(states({ node: '22.18.0', git: '2.38.0' })).toEqual(['good', 'good', 'good', ...rest, 'good']);
    expect(states({ node: '22.9.1', git: '2.9.5' })).toEqual(['missing', 'missing', 'good', ...rest, 'good']);
  });

  it('says how to get what is missing', () => {
    const bare = { processLimit: 'counting', repository: null } as const;
    const lacks = { node: '20.1.0', git: null, walls: 'install bubblewrap.', hasAgentTasks: false };
    const texts = diagnose({ ...machine, ...bare, ...lacks });
    expect(texts.map(({ text }) => text)).toEqual([
      'Node 20.1.0 is too old: install Node 22.18 or later, better 24.',
      'git is not there: install git 2.38 or later.',
      'walls: install bubblewrap.',
      expect.stringContaining('only counted'),
      'memory: 4 GiB a command, watched',
      'cache: /cache, 1 MiB',
      expect.stringContaining('run this in one'),
      expect.stringContaining('install @interlock-dev/agent-tasks'),
    ]);
  });

  it('does not count agent-tasks as missing: checks work without', () => {
    expect(states({ hasAgentTasks: false })).toEqual(['good', 'good', 'good', ...rest, 'optional']);
  });

  it('says how to deepen a shallow clone and what is not installed', () => {
    const shallow = { ...repository, isShallow: true, testRunnerInstalled: false };
    const found = diagnose({ ...machine, repository: shallow });
    expect(found.filter(({ state }) => state !== 'good').map(({ text }) => text)).toEqual([
      expect.stringContaining('git fetch --unshallow'),
      expect.stringContaining('tests: vitest is not in node_modules'),
    ]);
  });
});
