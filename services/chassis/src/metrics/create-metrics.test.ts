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

test('A gauge is read when somebody asks', async () => {
  const metrics = createMetrics();
  let size = 1;
  metrics.gauge({ name: 'size', help: 'h', read: () => size });
  metrics.gauge({
    name: 'open',
    help: 'h',
    labels: { target: ['a', 'b'] },
    read: ({ target }) => Number(target === 'b'),
  });
  size = 7;
  const text = await metrics.registry.metrics();
  expect(text).toContain('size 7');
  expect(text).toContain('open{target="a"} 0');
  expect(text).toContain('open{target="b"} 1');
});

test('A counter may be added to, and two that share a name count side by side', async () => {
  const metrics = createMetrics();
  const [a, b] = ['a', 'b'].map((service) =>
    metrics.counter({ name: 'calls_total', help: 'h', labels: { service: [service] } }),
  );
  a?.add(5, { service: 'a' });
  b?.increment({ service: 'b' });
  expect(await metrics.registry.metrics()).toMatch(/calls_total\{service="a"\} 5\ncalls_total\{service="b"\} 1/);
});

test('A histogram has a bounded number of series: what comes beyond counts as other', async () => {
  const metrics = createMetrics();
  const observe = metrics.histogram({ name: 'seconds', help: 'h', labelNames: ['route'] });
  for (let at = 0; at < 700; at += 1) observe({ route: `/${at}` }, 0.1);
  const counts = (await metrics.registry.metrics()).split('\n').filter((line) => line.startsWith('seconds_count'));
  expect(counts).toHaveLength(501);
  expect(counts.at(-1)).toBe('seconds_count{route="other"} 200');
});
