import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { buildRanker } from '../package/model-package.builder.ts';
import { openTemporaryRegistry, type TemporaryRegistry } from '../registry/temporary-registry.builder.ts';
import { servingPeriods } from '../registry/what-served.ts';
import { promote } from './promote.ts';
import { canarySteps } from './promotion-step.ts';
import type { RankedLists } from './ranked-lists.ts';
import { rollback } from './rollback.ts';

const opened: TemporaryRegistry[] = [];
afterEach(() => opened.splice(0).forEach(({ remove }) => remove()));

const [first, second] = [buildRanker(), buildRanker({ threshold: 2 })];
const [v1, v2] = [first.card.version, second.card.version];

const open = async (): Promise<TemporaryRegistry> => {
  const temporary = openTemporaryRegistry();
  opened.push(temporary);
  [first, second].forEach(temporary.registry.add);
  await promote(temporary, { model: 'ranker', version: v1, step: 'full' });
  return temporary;
};

const lists: RankedLists = {
  ...{ source: 'made by hand', names: ['popularity', 'age'] },
  lists: Array.from({ length: 60 }, () => ({
    current: 'a',
    items: ['b', 'c'],
    rows: [
      [9, 1],
      [0, 1],
    ],
    labels: [1, 0],
  })),
};
const shadowReport = {
  ...{ name: 'ranker', full: v1, shadow: v2, compared: 500, failed: 0 },
  ...{ topKOverlap: { mean: 1, p10: 1 }, kendallTau: { mean: 1, p10: 1 } },
  ...{ fullMicros: { p50: 100, p99: 200 }, shadowMicros: { p50: 100, p99: 200 } },
};
const side = { answers: 5000, degraded: 5, failed: 0 };
const canaryReport = (percent: number) => ({ version: v2, percent, canary: side, full: side });

test('A version goes from shadow over every canary step to everyone, and the log holds every verdict', async () => {
  const temporary = await open();
  const go = (step: object) =>
    promote(temporary, { model: 'ranker', version: v2, ...step } as Parameters<typeof promote>[1]);
  expect(await go({ step: 'shadow' })).toMatchObject({ allowed: true, serving: { full: v1, shadow: v2 } });
  expect(await go({ step: 'canary', percent: 1, lists, shadowReport })).toMatchObject({ allowed: true });
  for (const [at, percent] of canarySteps.slice(1).entries())
    expect(await go({ step: 'canary', percent, canaryReport: canaryReport(canarySteps[at] ?? 0) })).toMatchObject({
      allowed: true,
      serving: { full: v1, canary: { version: v2, percent } },
    });
  expect(await go({ step: 'full', canaryReport: canaryReport(50) })).toMatchObject({
    allowed: true,
    serving: { full: v2 },
  });
  const { lines, broken } = temporary.audit.read();
  const judged = lines.flatMap(({ entry }) =>
    entry.event === 'judged' ? [entry.gates.map(({ gate }) => gate).join(' ')] : [],
  );
  expect(broken).toEqual([]);
  expect(judged).toEqual([
    'golden latency',
    'golden latency',
    'golden latency quality shadow',
    'golden latency canary',
    'golden latency canary',
    'golden latency canary',
    'golden latency canary',
  ]);
});

test('One gate that cannot be checked stops the step as a failed one does; the pointer stays and the verdict is logged', async () => {
  const temporary = await open();
  await promote(temporary, { model: 'ranker', version: v2, step: 'shadow' });
  const promoted = await promote(temporary, { model: 'ranker', version: v2, step: 'canary', percent: 1, lists });
  expect(promoted).toMatchObject({ ok: true, allowed: false, serving: { full: v1, shadow: v2 } });
  expect(temporary.registry.serving('ranker')).toMatchObject({ pointer: { full: v1, shadow: v2 } });
  expect(temporary.audit.read().lines.at(-1)?.entry).toMatchObject({
    event: 'judged',
    allowed: false,
    reason: 'shadow: cannot-check',
  });
});

test('A damaged package is never judged, and what serves stays', async () => {
  const temporary = await open();
  writeFileSync(join(temporary.root, 'ranker', v2, 'model.onnx'), 'cut off');
  expect(await promote(temporary, { model: 'ranker', version: v2, step: 'shadow' })).toMatchObject({
    ok: false,
    reason: 'models/hash-mismatch',
  });
  expect(temporary.registry.serving('ranker')).toMatchObject({ pointer: { full: v1 } });
});

test('A step out of turn is refused with what comes first', async () => {
  const temporary = await open();
  expect(await promote(temporary, { model: 'ranker', version: v2, step: 'full' })).toMatchObject({
    ok: false,
    reason: 'models/out-of-turn',
    detail: expect.stringContaining('canary') as unknown,
  });
});

test('Rolling back halts what is under way, then goes back to the version before, and the log answers what served', async () => {
  const temporary = await open();
  temporary.registry.point('ranker', { full: v1 });
  await promote(temporary, { model: 'ranker', version: v2, step: 'shadow' });
  expect(rollback(temporary, { model: 'ranker', reason: 'a test' })).toMatchObject({ ok: true, after: { full: v1 } });
  expect(rollback(temporary, { model: 'ranker', reason: 'a test' })).toMatchObject({
    ok: false,
    reason: 'models/no-serving-version',
  });
  expect(rollback(temporary, { model: 'ranker', to: v2, reason: 'a test' })).toMatchObject({ after: { full: v2 } });
  expect(rollback(temporary, { model: 'ranker', reason: 'it was worse' })).toMatchObject({
    before: { full: v2 },
    after: { full: v1 },
  });
  const served = servingPeriods(temporary.audit.read().lines).map(({ serving }) => serving);
  expect(served).toEqual([{ full: v1 }, { full: v1, shadow: v2 }, { full: v1 }, { full: v2 }, { full: v1 }]);
});

test('Rolling back to a damaged package is refused and changes nothing', async () => {
  const temporary = await open();
  writeFileSync(join(temporary.root, 'ranker', v2, 'golden.json'), '{}');
  expect(rollback(temporary, { model: 'ranker', to: v2, reason: 'a test' })).toMatchObject({
    ok: false,
    reason: 'models/hash-mismatch',
  });
  expect(temporary.registry.serving('ranker')).toMatchObject({ pointer: { full: v1 } });
});
