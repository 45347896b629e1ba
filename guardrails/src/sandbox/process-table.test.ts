import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseProcessStat, processTree } from './process-table.ts';
import type { ProcessEntry } from './process-table.ts';

const statLine = (name: string, state: string): string =>
  `42 (${name}) ${state} 7 42 42 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 3 0 98765 1000 200 18446744073709551615`;

describe('a line of /proc/<pid>/stat', () => {
  it('is read past any name, brackets, spaces and line breaks included', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 15 }), (name) => {
        expect(parseProcessStat(statLine(name, 'S'))).toEqual({
          ...{ pid: 42, parent: 7, isDead: false, threads: 3, startTicks: '98765' },
        });
      }),
    );
  });

  it.each([
    ['Z', true],
    ['X', true],
    ['R', false],
    ['D', false],
  ])('in state %s is dead: %s', (state, isDead) => {
    expect(parseProcessStat(statLine('x', state)).isDead).toBe(isDead);
  });
});

const entry = (pid: number, parent: number, isDead = false): ProcessEntry => ({
  ...{ pid, parent, isDead, threads: 1, startTicks: '1' },
});
const table = (...entries: readonly ProcessEntry[]) => new Map(entries.map((each) => [each.pid, each]));
const pids = (entries: readonly ProcessEntry[]) => entries.map(({ pid }) => pid).toSorted((one, other) => one - other);

describe('a process tree', () => {
  it('is the process and all that descend from it, without the dead', () => {
    const all = table(entry(1, 0), entry(2, 1), entry(3, 2), entry(4, 2, true), entry(5, 4), entry(6, 1));
    expect(pids(processTree(all, 2))).toEqual([2, 3, 5]);
  });

  it('is empty when the process is gone', () => {
    expect(processTree(table(entry(1, 0)), 9)).toEqual([]);
  });
});
