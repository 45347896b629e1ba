import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { buildItemItem, buildRanker } from '../package/model-package.builder.ts';
import { openTemporaryRegistry, type TemporaryRegistry } from './temporary-registry.builder.ts';

const opened: TemporaryRegistry[] = [];
afterEach(() => opened.splice(0).forEach(({ remove }) => remove()));
const open = (): TemporaryRegistry => {
  const temporary = openTemporaryRegistry();
  opened.push(temporary);
  return temporary;
};

test('A package comes back as it was added, of either kind', () => {
  const { registry } = open();
  for (const content of [buildRanker(), buildItemItem()]) {
    expect(registry.add(content)).toEqual({ ok: true, isNew: true });
    const read = registry.read(content.card.name, content.card.version);
    expect(read).toEqual({
      ok: true,
      content: content.kind === 'ranker' ? { ...content, model: expect.anything() as unknown } : content,
    });
  }
  expect(registry.models()).toEqual(['neighbours', 'ranker']);
});

test('The same package again changes nothing, and another one under its version is refused', () => {
  const { registry } = open();
  const content = buildRanker();
  registry.add(content);
  expect(registry.add(content)).toEqual({ ok: true, isNew: false });
  const other = { ...content, card: { ...content.card, trainer: 'somebody else' } };
  expect(registry.add(other)).toMatchObject({ ok: false, reason: 'models/version-exists' });
});

test('What is half written is no version and no model', () => {
  const { registry, root } = open();
  const { card } = buildRanker();
  mkdirSync(join(root, 'ranker', `.${card.version}.123`), { recursive: true });
  expect(registry.versions('ranker')).toEqual([]);
  expect(registry.add(buildRanker())).toMatchObject({ ok: true });
  expect(registry.versions('ranker')).toEqual([card.version]);
});

test('Unknown models and versions are named together with what there is', () => {
  const { registry } = open();
  const { card } = buildRanker();
  registry.add(buildRanker());
  expect(registry.read('none', card.version)).toMatchObject({
    reason: 'models/unknown-model',
    detail: expect.stringContaining('it has: ranker') as unknown,
  });
  expect(registry.read('ranker', 'v0')).toMatchObject({
    reason: 'models/unknown-version',
    detail: expect.stringContaining(card.version) as unknown,
  });
  expect(registry.serving('ranker')).toMatchObject({ reason: 'models/no-serving-version' });
});

test('Names that would lead out of the registry are unknown', () => {
  const { registry } = open();
  registry.add(buildRanker());
  for (const name of ['..', '../..', '/etc', '', '.', 'ranker/..', '__proto__', 'a\0b']) {
    expect(registry.read(name, 'x')).toMatchObject({ reason: 'models/unknown-model' });
    expect(registry.serving(name)).toMatchObject({ reason: 'models/unknown-model' });
    expect(registry.read('ranker', name)).toMatchObject({ reason: 'models/unknown-version' });
    expect(registry.versions(name)).toEqual([]);
  }
});

test('A flipped byte in any file of a package is refused with a code, and nothing throws', () => {
  const { registry, root } = open();
  const content = buildRanker();
  const { name, version } = content.card;
  registry.add(content);
  const folder = join(root, name, version);
  fc.assert(
    fc.property(
      fc.constantFrom('model.onnx', 'golden.json'),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (file, at, flip) => {
        const before = readFileSync(join(folder, file));
        const bytes = Buffer.from(before);
        bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ flip;
        writeFileSync(join(folder, file), bytes);
        expect(registry.read(name, version)).toMatchObject({ ok: false, reason: 'models/hash-mismatch' });
        writeFileSync(join(folder, file), before);
      },
    ),
    { numRuns: 60 },
  );
  expect(registry.read(name, version)).toMatchObject({ ok: true });
});

test('A card that is cut off, of another package or of another form is refused with its place', () => {
  const { registry, root } = open();
  const { card } = buildRanker();
  registry.add(buildRanker());
  const path = join(root, card.name, card.version, 'card.json');
  const write = (text: string) => {
    writeFileSync(path, text);
    return registry.read(card.name, card.version);
  };
  expect(write(JSON.stringify(card).slice(0, -5))).toMatchObject({ reason: 'models/card-invalid' });
  expect(write(JSON.stringify({ ...card, version: 'ranker-other' }))).toMatchObject({ reason: 'models/card-invalid' });
  expect(write(JSON.stringify({ ...card, features: [] }))).toMatchObject({ reason: 'models/card-invalid' });
  expect(write(JSON.stringify({ ...card, features: card.features.slice(1) }))).toMatchObject({
    reason: 'models/file-invalid',
    detail: expect.stringContaining('not 1 values wide') as unknown,
  });
});

test('Neighbours that point outside their items are refused although the hash is right', () => {
  const { registry } = open();
  const content = buildItemItem({ a: ['missing'], b: [] });
  expect(content.neighbours.neighbours[0]).toEqual([-1]);
  registry.add(content);
  expect(registry.read('neighbours', content.card.version)).toMatchObject({ reason: 'models/file-invalid' });
});

test('A pointer that is torn or of another form is refused with a code', () => {
  const { registry, root } = open();
  registry.add(buildRanker());
  registry.point('ranker', { full: 'v1' });
  expect(registry.serving('ranker')).toEqual({ ok: true, pointer: { full: 'v1' } });
  for (const text of ['', '{"full":', '{"full":"../x"}', '{"full":"v1","canary":{"version":"v2","percent":100}}']) {
    writeFileSync(join(root, 'ranker', 'serving.json'), text);
    expect(registry.serving('ranker')).toMatchObject({ reason: 'models/pointer-invalid' });
  }
});

test('Replacing the pointer leaves nothing else behind', () => {
  const { registry, root } = open();
  registry.add(buildRanker());
  registry.point('ranker', { full: 'v1' });
  registry.point('ranker', { full: 'v2', shadow: 'v1' });
  expect(readdirSync(join(root, 'ranker')).sort()).toEqual([buildRanker().card.version, 'serving.json']);
  expect(existsSync(join(root, 'ranker', 'serving.json'))).toBe(true);
});
