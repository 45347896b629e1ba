import { expect, test } from 'vitest';
import { createMetrics } from './create-metrics.ts';

test('All series of a counter are there from the start, at 0', async () => {
  const metrics = createMetrics();
  metrics.counter({ name: 'answers_total', help: 'h', labels: { level: ['full', 'cheap'], cause: ['none', 'late'] } });
  const [answers] = await metrics.registry.getMetricsAsJSON();
  expect(answers?.values.map(({ labels, value }) => [labels.level, labels.cause, value])).toEqual([
    ['full', 'none', 0],
    ['full', 'late', 0],
    ['cheap', 'none', 0],
    ['cheap', 'late', 0],
  ]);
});

test('A label value that was not declared counts as other, however many there are', async () => {
  const metrics = createMetrics();
  const counter = metrics.counter({ name: 'users_total', help: 'h', labels: { user: ['known'] as string[] } });
  for (let id = 0; id < 100; id += 1) counter.increment({ user: `user-${id}` });
  counter.increment({ user: 'known' });
  const [users] = await metrics.registry.getMetricsAsJSON();
  expect(users?.values.map(({ labels, value }) => [labels.user, value])).toEqual([
    ['known', 1],
    ['other', 100],
  ]);
});
