import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { featureNames, type FeatureName } from '../core/feature-names.ts';
import { readSnapshot } from '../store/read-snapshot.ts';
import type { TrainingRows } from './create-row-emitter.ts';

const script = fileURLToPath(new URL('../emit-training-rows.ts', import.meta.url));
const emit = (lines: readonly object[], ...args: string[]) => {
  const input = lines.map((line) => JSON.stringify(line)).join('\n');
  return spawnSync(process.execPath, [script, ...args], { input, encoding: 'utf8' });
};

const at = 1_700_000_000_000;
const item = { type: 'item', id: 'song', kind: 'track', artist: 'bo' };
const play = { type: 'play', id: 'e-1', user: 'ada', item: 'song', at, currentItem: 'hit' };
const query = { type: 'query', user: 'ada', currentItem: 'hit', items: ['song'], at: at + 3_600_000 };

test('A query is answered from what stands above it, and from nothing below', () => {
  const { stdout, status } = emit([item, { ...query, id: 'before' }, play, { ...query, id: 'after', labels: [1] }]);
  expect(status).toBe(0);
  const [header, before, after] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TrainingRows & { names?: string[] });
  expect(header?.names).toEqual(featureNames);
  const value = (rows: TrainingRows | undefined, name: FeatureName) => rows?.rows[0]?.[featureNames.indexOf(name)];
  expect([before?.isUserKnown, value(before, 'item_popularity'), before?.labels]).toEqual([false, 0, undefined]);
  expect([after?.id, after?.isUserKnown, after?.labels]).toEqual(['after', true, [1]]);
  expect(value(after, 'hours_since_last_played')).toBe(1);
  expect(value(after, 'co_listening')).toBe(1);
});

test('What a history adds up to is written as a seed that the service reads, and answers the same', () => {
  const folder = mkdtempSync(join(tmpdir(), 'training-rows-'));
  const path = join(folder, 'seed.json');
  const history = [item, play, { ...play, id: 'e-2', type: 'save' }, { ...query, id: 'q', at }];
  const options = ['--snapshot', path, '--version', 'simulated-7', '--label', 'Simulated.'];
  const direct = emit(history, ...options);
  expect(direct.status).toBe(0);
  const seed = readSnapshot(path, { endedAtMs: at });
  expect(seed).toMatchObject({ version: 'simulated-7', asOfMs: at });
  expect(seed.items.get('song')).toMatchObject({ plays: 1, saves: 1, kind: 'track', artist: 'bo' });
  const fromSeed = emit([{ ...query, id: 'q', at }], '--seed', path, '--ended-at', String(at));
  const rowsOf = (stdout: string) => (JSON.parse(stdout.trim().split('\n')[1] ?? '') as TrainingRows).rows[0];
  const kept = featureNames.slice(0, 9).map((_, column) => rowsOf(direct.stdout)?.[column]);
  expect(featureNames.slice(0, 9).map((_, column) => rowsOf(fromSeed.stdout)?.[column])).toEqual(kept);
  rmSync(folder, { recursive: true });
});

test.each([
  [{ type: 'dance', id: 'x' }, 'Line 2 of the history is no event line'],
  [{ ...query, id: 'q', items: [] }, 'Line 2 of the history is no query line: /items'],
])('A line that is wrong ends it with its number and exit code 2', (line, sentence) => {
  const { status, stderr } = emit([item, line]);
  expect(status).toBe(2);
  expect(stderr).toMatch(sentence);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});
