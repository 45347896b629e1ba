import { expect, test } from 'vitest';
import { parseMetrics, sumMetric } from './read-metrics.ts';

const text = `# HELP answers_total Answers.
answers_total{degradation="none",why="a \\"b\\""} 3
answers_total{degradation="popularity",why=""} 2
up 1
`;

test('Series are read with their labels, comments passed over', () => {
  expect(parseMetrics(text)).toContainEqual({ name: 'up', labels: {}, value: 1 });
  expect(parseMetrics(text)).toHaveLength(3);
});

test('A sum is over all series that hold the labels asked for', () => {
  const samples = parseMetrics(text);
  expect(sumMetric(samples, 'answers_total')).toBe(5);
  expect(sumMetric(samples, 'answers_total', { degradation: 'none' })).toBe(3);
  expect(sumMetric(samples, 'missing')).toBe(0);
});
