import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { loadNeighbours } from './load-neighbours.ts';
import { buildRegistry } from './registry.builder.ts';

const name = 'now-playing-neighbours';
const cleanups: (() => unknown)[] = [];
afterEach(() => cleanups.splice(0).forEach((cleanup) => cleanup()));

const load = (file?: unknown) => {
  const registry = buildRegistry();
  cleanups.push(registry.remove);
  registry.addNeighbours('n1', { a: ['b', 'c'], b: ['a'] });
  if (file !== undefined) {
    const [folder, text] = [join(registry.folder, name, 'n1'), JSON.stringify(file)];
    const card = JSON.parse(readFileSync(join(folder, 'card.json'), 'utf8')) as object;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'neighbours.json'), text);
    const sha256 = createHash('sha256').update(text).digest('hex');
    writeFileSync(join(folder, 'card.json'), JSON.stringify({ ...card, sha256 }));
  }
  return loadNeighbours({ registry: registry.folder, name, version: 'n1' });
};

test('An item has its neighbours in their order, and an unknown one has none', async () => {
  const loaded = await load();
  if (!loaded.ok) throw new Error(loaded.detail);
  expect([loaded.neighbours('a'), loaded.neighbours('b'), loaded.neighbours('c')]).toEqual([['b', 'c'], ['a'], []]);
  expect(loaded.neighbours('constructor')).toEqual([]);
});

test.each([
  ['a position outside the items', { items: ['a'], neighbours: [[1]], scores: [[1]] }],
  ['more lists than items', { items: ['a'], neighbours: [[], [0]], scores: [[], [1]] }],
  ['another shape', { items: 'all', neighbours: [] }],
])('A file with %s is refused', async (_what, file) => {
  expect(await load(file)).toMatchObject({ ok: false, reason: 'model-invalid' });
});
