import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { createRandom } from '../simulator/random.ts';
import { comparedModels } from './compared-models.ts';
import { AuditEntry } from '../registry/audit-event.ts';
import { assessOfflineQuality, auditEntryOf } from './offline-verdict.ts';
import { renderOfflineQuality } from './render-offline-quality.ts';
import { parseRecords, protocol, type SeedRecord } from './seed-record.ts';

const users = 300;

/** A record in which the second stage adds `gain` to every user's NDCG, with noise between users. */
const buildRecord = (dataSet: string, seed: number, gain: number): SeedRecord => {
  const random = createRandom(seed);
  const base = Array.from({ length: users }, (_, user) => (user === 0 ? null : 0.3 + 0.1 * random.normal()));
  const result = (add: number) => ({
    ndcg: base.map((value) => (value === null ? null : value + add + 0.01 * random.normal())),
    recall: base,
    coverage: 0.5,
  });
  return {
    ...{ dataSet, users, items: 10, interactions: 1000, protocol, seed },
    settings: { lambda: 300, knn: { neighbours: 50, shrinkage: 0 }, userNeighbours: 80 },
    models: { popularity: result(-0.2), ItemKNN: result(-0.05), EASE: result(0), 'EASE → XGBoost': result(gain) },
  };
};
const records = (gains: Readonly<Record<string, number>>): SeedRecord[] =>
  Object.entries(gains).flatMap(([dataSet, gain]) => [1, 2, 3].map((seed) => buildRecord(dataSet, seed, gain)));

test('The second stage ships when it adds something beyond chance on every data set', () => {
  const verdict = assessOfflineQuality(records({ a: 0.02, b: 0.01 }));
  expect(verdict).toMatchObject({ ships: 'two-stage', without: [] });
  expect(verdict.summaries.map(({ best }) => best)).toEqual(['EASE', 'EASE']);
  expect(verdict.summaries[0]?.gain.mean).toBeCloseTo(0.02, 2);
});

test('The simpler model ships when one data set shows no gain, or a loss, or when there is only one data set', () => {
  expect(assessOfflineQuality(records({ a: 0.02, b: 0 }))).toMatchObject({ ships: 'candidate-alone', without: ['b'] });
  expect(assessOfflineQuality(records({ a: 0.02, b: -0.02 }))).toMatchObject({
    ships: 'candidate-alone',
    without: ['b'],
  });
  expect(assessOfflineQuality(records({ a: 0.02 }))).toMatchObject({ ships: 'candidate-alone' });
  expect(assessOfflineQuality([])).toMatchObject({ ships: 'candidate-alone' });
});

test('The page tells measured from published numbers, and says what ships', () => {
  const page = renderOfflineQuality(assessOfflineQuality(records({ 'ml-100k': 0, 'lastfm-2k': 0.02 })));
  for (const model of comparedModels) expect(page).toContain(`| ${model} | 0.`);
  expect(page).toContain('| published, not measured here |');
  expect(page).toContain('and on ml-100k the interval');
  expect(page).toContain('seeds 1, 2, 3');
});

test('A results file that was cut off, or holds another protocol, gives the records that are whole', () => {
  const [whole, other] = [buildRecord('a', 1, 0), { ...buildRecord('a', 2, 0), protocol: 'another' }];
  const text = `${JSON.stringify(whole)}\n${JSON.stringify(other)}\nnull\n${JSON.stringify(whole).slice(0, 500)}`;
  expect(parseRecords(text)).toEqual([whole]);
});

test('The verdict is recorded with one gate a data set, in the form of the audit log', () => {
  const entry = auditEntryOf(assessOfflineQuality(records({ a: 0.02, b: 0 })));
  expect(Value.Check(AuditEntry, entry)).toBe(true);
  expect(entry).toMatchObject({ allowed: false, gates: [{ verdict: 'pass' }, { verdict: 'fail' }] });
});
