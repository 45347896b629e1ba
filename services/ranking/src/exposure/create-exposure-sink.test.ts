import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, createMetrics } from '@interlock-dev/chassis';
import { Value } from 'typebox/value';
import { afterEach, expect, test } from 'vitest';
import { createExposureSink } from './create-exposure-sink.ts';
import { Exposure, exposureEvents, exposureSchemaText, type ExposureRecord } from './exposure.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

const buildSink = (given: { file?: string; mostWaiting?: number } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'exposures-'));
  folders.push(folder);
  const file = given.file ?? join(folder, 'exposures.jsonl');
  const metrics = createMetrics();
  const logger = createLogger({ service: 'ranking', level: 'silent' });
  const sink = createExposureSink({ key: 'a key for this test', metrics, logger, ...given, file });
  const count = async (outcome: string) =>
    Number(
      new RegExp(`^ranking_exposures_total\\{event="now-playing",outcome="${outcome}"\\} (\\d+)`, 'm').exec(
        await metrics.registry.metrics(),
      )?.[1],
    );
  const lines = () => readFileSync(file, 'utf8').trim().split('\n');
  return { sink, count, lines };
};

const record = (given: Partial<ExposureRecord> = {}): ExposureRecord => ({
  event: 'now-playing',
  id: 'exposure-1',
  at: 1000,
  user: 'listener@example.org',
  current: 'track-0',
  model: { name: 'ranker', version: 'v1' },
  degradation: 'none',
  arms: { variety: 'control' },
  rules: 'r1',
  tookMs: 3,
  cards: [{ id: 'track-1', sources: ['popular', 'artist'] }],
  ...given,
});

test('Each line is an exposure as its contract says, in the order written, many in one go', async () => {
  const { sink, lines, count } = buildSink();
  for (let at = 0; at < 1200; at += 1) sink.write(record({ id: `exposure-${at}`, event: 'now-playing' }));
  await sink.close();
  const exposures = lines().map((line) => Value.Parse(Exposure, JSON.parse(line)));
  expect(exposures.map(({ id }) => id)).toEqual(Array.from({ length: 1200 }, (_, at) => `exposure-${at}`));
  expect(exposures[0]).toMatchObject({ arms: { variety: 'control' }, cards: record().cards, tookMs: 3 });
  expect(await count('written')).toBe(1200);
});

test('The listener is not in the file, but their lines can be told from those of others', async () => {
  const { sink, lines } = buildSink();
  for (const user of ['listener@example.org', 'other', 'listener@example.org']) sink.write(record({ user }));
  await sink.close();
  const [one, other, again] = lines().map((line) => (JSON.parse(line) as Exposure).listener);
  expect(one).toMatch(/^[0-9a-f]{24}$/);
  expect(again).toBe(one);
  expect(other).not.toBe(one);
  expect(lines().join()).not.toContain('example.org');
});

test('When more wait than may, the newest are dropped and counted', async () => {
  const { sink, lines, count } = buildSink({ mostWaiting: 3 });
  for (let at = 0; at < 5; at += 1) sink.write(record({ id: `exposure-${at}` }));
  await sink.close();
  expect(lines()).toHaveLength(3);
  expect([await count('written'), await count('dropped')]).toEqual([3, 2]);
});

test('A file that cannot be written loses exposures, counts them, and disturbs nobody', async () => {
  const { sink, count } = buildSink({ file: '/dev/full' });
  sink.write(record());
  await sink.close();
  expect(await count('failed')).toBe(1);
  const nowhere = buildSink({ file: '/nowhere/exposures.jsonl' });
  nowhere.sink.write(record());
  nowhere.sink.write(record());
  await nowhere.sink.close();
  expect(await nowhere.count('failed')).toBe(2);
});

test('Without a file exposures are only counted', async () => {
  const metrics = createMetrics();
  const sink = createExposureSink({ metrics, logger: createLogger({ service: 'ranking', level: 'silent' }) });
  for (const event of exposureEvents) sink.write(record({ event }));
  await sink.close();
  const text = await metrics.registry.metrics();
  for (const event of exposureEvents)
    expect(text).toContain(`ranking_exposures_total{event="${event}",outcome="off"} 1`);
});

test('The committed contract of the exposure log is the one that the sink keeps', () => {
  const committed = readFileSync(new URL('../../exposure.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(committed)).toEqual(JSON.parse(exposureSchemaText));
});
