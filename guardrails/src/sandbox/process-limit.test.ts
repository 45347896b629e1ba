import { expect, it } from 'vitest';
import { limitProcesses } from './process-limit.ts';

it('runs a command under the limit of its processes where that binds', () => {
  expect(limitProcesses(['node', '-v'], 512, { prlimit: '/usr/bin/prlimit', isRoot: false })).toEqual([
    ...['/usr/bin/prlimit', '--nproc=576', '--', 'node', '-v'],
  ]);
});

it('leaves the command as it is for root, whom the limit does not bind, and where there is no prlimit', () => {
  expect(limitProcesses(['node'], 512, { prlimit: '/usr/bin/prlimit', isRoot: true })).toEqual(['node']);
  expect(limitProcesses(['node'], 512, { prlimit: null, isRoot: false })).toEqual(['node']);
});
