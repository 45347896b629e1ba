import { expect, test } from 'vitest';
import { readSimulationOptions } from './simulation-options.ts';

test('Without addresses the services are started, with a seed and a rate that can be repeated', () => {
  expect(readSimulationOptions([])).toMatchObject({ ranking: [], features: undefined, seed: 1, perSecond: 20 });
});

test('Services that run already can be named, several of ranking too', () => {
  const argv = ['--ranking', 'http://127.0.0.1:1,http://[::1]:2', '--features', 'http://localhost:3'];
  expect(readSimulationOptions(argv)).toMatchObject({
    ranking: ['http://127.0.0.1:1', 'http://[::1]:2'],
    features: 'http://localhost:3',
  });
});

test.each([
  [['--ranking', 'http://127.0.0.1:1'], 'give both or neither'],
  [['--ranking', 'http://example.org', '--features', 'http://127.0.0.1:1'], 'no address of this machine'],
  [['--ranking', 'http://127.0.0.1.example.org', '--features', 'http://127.0.0.1:1'], 'no address of this machine'],
  [['--views', '0'], '--views must be a whole number from 1 to 1000000, not "0"'],
  [['--listeners', '401'], '--listeners must be a whole number from 1 to 400, not "401"'],
  [['--rate', '1e3'], '--rate must be'],
])('%j is refused with the way out', (argv, sentence) => {
  expect(() => readSimulationOptions(argv)).toThrow(sentence);
});
