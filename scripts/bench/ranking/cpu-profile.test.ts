import { expect, test } from 'vitest';
import { microsByStage, type CpuProfile } from './cpu-profile.ts';

const frame = (functionName: string, url = '') => ({ functionName, url });

const profile: CpuProfile = {
  startTime: 1000,
  nodes: [
    { id: 1, callFrame: frame('(root)'), children: [2, 5] },
    { id: 2, callFrame: frame('rank', 'file:///x/services/ranking/src/rank.ts'), children: [3, 4] },
    { id: 3, callFrame: frame('parse', 'node:internal') },
    { id: 4, callFrame: frame('request', 'file:///x/node_modules/undici/index.js') },
    { id: 5, callFrame: frame('(idle)') },
  ],
  samples: [3, 2, 4, 5, 3],
  timeDeltas: [10, 10, 10, 10, 10],
};

const nameOf = (url: string, functionName: string): string | undefined =>
  functionName === '(idle)' ? 'idle' : (/services\/(\w+)\//.exec(url)?.[1] ?? /node_modules\/(\w+)/.exec(url)?.[1]);

test('What a file of ours calls is paid by it, unless what it calls is a stage of its own', () => {
  const micros = microsByStage(profile, { fromMicros: 0, toMicros: 2000 }, nameOf);
  expect(Object.fromEntries(micros)).toEqual({ ranking: 30, undici: 10, idle: 10 });
});

test('Only the samples of the stretch count', () => {
  const micros = microsByStage(profile, { fromMicros: 1015, toMicros: 1035 }, nameOf);
  expect(Object.fromEntries(micros)).toEqual({ ranking: 10, undici: 10 });
});
