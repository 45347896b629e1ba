import { readFileSync } from 'node:fs';
import { createMetrics } from '@interlock-dev/chassis';
import { afterEach, expect, test } from 'vitest';
import { createRankingApp } from './app.ts';
import { degradationCauses, degradations } from './core/ladder.ts';
import { sourceIds } from './core/source-ids.ts';
import { Exposure, exposureEvents, exposureOutcomes } from './exposure/exposure.ts';
import { buildParts } from './rank/ranker.builder.ts';

// Instrumented or it does not ship: what is new in the contract must be counted by the running service and stand in its exposures.

const open: { close: () => PromiseLike<unknown> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()));
});

const metricsText = async (): Promise<string> => {
  const metrics = createMetrics();
  const { app } = await createRankingApp(buildParts({ metrics }));
  open.push(app);
  await app.inject('/livez');
  return metrics.registry.metrics();
};

type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Instrumented>>>> };
type Instrumented = { readonly 'x-metrics'?: readonly string[]; readonly 'x-exposure'?: string };

const routes = (): [string, Instrumented][] => {
  const { paths } = JSON.parse(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8')) as Document;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Instrumented] => [`${method} ${path}`, operation]),
  );
};

test('Each route names metrics that the running service has, and an exposure event, or why it has none', async () => {
  const text = await metricsText();
  expect(routes().length).toBeGreaterThanOrEqual(4);
  for (const [route, { 'x-metrics': names = [], 'x-exposure': exposure = '' }] of routes()) {
    expect([route, names.length]).not.toEqual([route, 0]);
    expect([route, names.filter((name) => !text.includes(`# TYPE ${name} `))]).toEqual([route, []]);
    const isKnown = exposureEvents.some((event) => event === exposure) || /^none: ./.test(exposure);
    expect([route, exposure, isKnown]).toEqual([route, exposure, true]);
  }
});

test('Each exposure event belongs to a route', () => {
  const exposed = routes().map(([, { 'x-exposure': event }]) => event);
  expect(exposureEvents.filter((event) => !exposed.includes(event))).toEqual([]);
});

test.each([
  ...degradations.map((rung) => `ranking_answers_total{degradation="${rung}"}`),
  ...degradationCauses.map((cause) => `ranking_degraded_answers_total{cause="${cause}"}`),
  ...sourceIds.map((source) => `ranking_source_requests_total{source="${source}",outcome="some"}`),
  ...exposureEvents.flatMap((event) =>
    exposureOutcomes.map((outcome) => `ranking_exposures_total{event="${event}",outcome="${outcome}"}`),
  ),
])('%s is counted from the start, so that its absence cannot be taken for zero', async (series) => {
  expect(await metricsText()).toContain(`${series} 0`);
});

test('Rung, cause, arms, model, rules and sources are fields of every exposure', () => {
  const { properties } = Exposure;
  expect(properties.degradation.enum).toEqual([...degradations]);
  expect(properties.degradationCause.enum).toEqual([...degradationCauses]);
  expect(properties.cards.items.properties.sources.items.enum).toEqual([...sourceIds]);
  expect(Object.keys(properties)).toEqual(expect.arrayContaining(['arms', 'model', 'rules', 'listener']));
});
