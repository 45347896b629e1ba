import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { featureNames } from '../../services/features/src/core/feature-names.ts';
import * as modelContracts from '../../services/models/src/package/model-card.ts';
import { Exposure as CountedExposure } from '../../services/models/src/promotion/count-exposures.ts';
import { ShadowReport as GateReport } from '../../services/models/src/promotion/shadow-gate.ts';
import { rankerColumns, rowOf, servedNames } from '../../services/models/src/ranker/columns.ts';
import { openRegistry } from '../../services/models/src/registry/registry.ts';
import { ServingPointer } from '../../services/models/src/registry/serving-pointer.ts';
import { kinds as simulatedKinds } from '../../services/models/src/simulator/kinds.ts';
import { encodeFeatures } from '../../services/ranking/src/core/encode-features.ts';
import { kinds } from '../../services/ranking/src/core/kinds.ts';
import { Exposure } from '../../services/ranking/src/exposure/exposure.ts';
import { loadRanker } from '../../services/ranking/src/model/load-ranker.ts';
import * as rankingContracts from '../../services/ranking/src/model/model-card.ts';
import { ShadowReport } from '../../services/ranking/src/shadow/shadow-report.ts';

const id = fc.constantFrom('ada', 'bo', 'cy');
const value = fc.option(fc.float({ noNaN: true, noDefaultInfinity: true }));
const candidates = fc.record(
  {
    id: fc.string({ minLength: 1 }),
    kind: fc.constantFrom(...kinds),
    artist: id,
    ageDays: fc.integer({ min: 0, max: 50_000 }),
    popularity: fc.double({ min: 0, max: 1, noNaN: true }),
  },
  { requiredKeys: ['id', 'kind', 'artist'] },
);

test('A training row and a live request encode the same candidate as the same numbers', () => {
  const served = fc.array(value, { minLength: servedNames.length, maxLength: servedNames.length });
  fc.assert(
    fc.property(candidates, served, id, (candidate, row, currentArtist) => {
      const current = { id: 'now', artist: currentArtist };
      const { values } = encodeFeatures({
        inputs: rankerColumns,
        candidates: [candidate],
        current,
        served: { names: servedNames, rows: [row] },
      });
      expect([...rowOf(row, { ...candidate, isCurrentArtist: candidate.artist === currentArtist })]).toEqual([
        ...values,
      ]);
    }),
  );
});

test('Models read only what features computes, and know the kinds that ranking shows', () => {
  expect(servedNames.filter((name) => !featureNames.includes(name))).toEqual([]);
  expect(simulatedKinds).toEqual(kinds);
});

const withoutWords = (schema: unknown): unknown =>
  JSON.parse(JSON.stringify(schema, (key, part: unknown) => (key === 'description' ? undefined : part)));

test('What ranking reads is what models writes: cards, golden vectors, neighbours, the pointer', () => {
  const pairs = [
    [modelContracts.RankerCard, rankingContracts.RankerCard],
    [modelContracts.ItemItemCard, rankingContracts.ItemItemCard],
    [modelContracts.GoldenVectors, rankingContracts.GoldenVectors],
    [modelContracts.Neighbours, rankingContracts.NeighboursFile],
    [ServingPointer, rankingContracts.ServingPointer],
  ] as const;
  for (const [written, read] of pairs) expect(withoutWords(read)).toEqual(withoutWords(written));
});

test('What ranking says of a shadow is what the gate reads', () => {
  const report = Value.Create(ShadowReport);
  expect(Value.Check(GateReport, report)).toBe(true);
});

test('What ranking writes of an exposure is what a canary is counted from', () => {
  const exposure = Value.Create(Exposure);
  expect(Value.Check(CountedExposure, exposure)).toBe(true);
});

test('Ranking loads every committed ranker through its own runtime and golden check', async () => {
  const root = fileURLToPath(new URL('../../services/models/registry', import.meta.url));
  const registry = openRegistry(root);
  for (const name of ['now-playing-ranker', 'now-playing-ranker-small']) {
    const serving = registry.serving(name);
    const version = serving.ok ? serving.pointer.full : '';
    const loaded = await loadRanker({ registry: root, name, version }, { now: Date.now, loadTimeoutMs: 60_000 });
    expect(loaded).toMatchObject({ ok: true, scorer: { version } });
    if (loaded.ok) await loaded.scorer.close();
  }
});
