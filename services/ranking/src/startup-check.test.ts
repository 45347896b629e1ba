import { expect, test } from 'vitest';
import { createStartupCheck } from './startup-check.ts';

test('A dependency is waited for once, and its later failure does not make the service unready', async () => {
  const states = [false, true, false];
  const isReady = createStartupCheck(() => Promise.resolve(states.shift() ?? false));
  expect([await isReady(), await isReady(), await isReady()]).toEqual([false, true, true]);
});
