import { afterEach, expect, test } from 'vitest';
import { buildRanker } from '../package/model-package.builder.ts';
import { setServing, settleServing } from './set-serving.ts';
import { openTemporaryRegistry, type TemporaryRegistry } from './temporary-registry.builder.ts';
import { previousFull, servedAt, servingPeriods } from './what-served.ts';

const opened: TemporaryRegistry[] = [];
afterEach(() => opened.splice(0).forEach(({ remove }) => remove()));
const open = (): TemporaryRegistry => {
  const temporary = openTemporaryRegistry();
  opened.push(temporary);
  temporary.registry.add(buildRanker());
  return temporary;
};
const to = (full: string) => ({ model: 'ranker', step: 'full', after: { full }, reason: 'a test' }) as const;

test('The log answers what served at any moment, and what served before', () => {
  const temporary = open();
  setServing(temporary, to('v1'));
  setServing(temporary, to('v2'));
  const periods = servingPeriods(temporary.audit.read().lines);
  expect(periods).toMatchObject([
    { fromMs: 2000, untilMs: 4000, serving: { full: 'v1' } },
    { fromMs: 4000, untilMs: null, serving: { full: 'v2' } },
  ]);
  expect([1999, 2000, 3999, 4000].map((at) => servedAt(periods, 'ranker', at)?.serving.full)).toEqual([
    undefined,
    'v1',
    'v1',
    'v2',
  ]);
  expect(previousFull(periods, 'ranker', 'v2')).toBe('v1');
  expect(previousFull(periods, 'other', 'v2')).toBeUndefined();
});

test('A change that was cut off before the pointer moved is settled as abandoned', () => {
  const temporary = open();
  setServing(temporary, to('v1'));
  temporary.audit.append({ event: 'intended', ...to('v2'), before: { full: 'v1' } });
  settleServing(temporary, 'ranker');
  expect(temporary.audit.read().lines.at(-1)?.entry).toMatchObject({ event: 'abandoned', serving: { full: 'v1' } });
  expect(servingPeriods(temporary.audit.read().lines)).toMatchObject([{ serving: { full: 'v1' } }]);
});

test('A change that was cut off after the pointer moved is settled as carried out', () => {
  const temporary = open();
  setServing(temporary, to('v1'));
  temporary.audit.append({ event: 'intended', ...to('v2'), before: { full: 'v1' } });
  temporary.registry.point('ranker', { full: 'v2' });
  settleServing(temporary, 'ranker');
  expect(temporary.audit.read().lines.at(-1)?.entry).toMatchObject({ event: 'carried-out', serving: { full: 'v2' } });
});

test('Settling what was not cut off changes nothing', () => {
  const temporary = open();
  settleServing(temporary, 'ranker');
  setServing(temporary, to('v1'));
  settleServing(temporary, 'ranker');
  expect(temporary.audit.read().lines.length).toBe(2);
});
