import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigurationError } from '@interlock-dev/chassis';
import { Value } from 'typebox/value';
import { afterEach, expect, test } from 'vitest';
import { RankRequest } from '../contract.ts';
import { defaultSettings, type ViewRules } from '../core/rules.ts';
import { catalogueOf } from './catalogue-of.ts';
import { readViewData, type ViewFiles } from './read-view-data.ts';

const committed = (name: string) => fileURLToPath(new URL(`../../data/${name}.json`, import.meta.url));
const files: ViewFiles = {
  rules: committed('rules'),
  experiments: committed('experiments'),
  catalogue: committed('catalogue'),
};
const read = (file: string): object => JSON.parse(readFileSync(file, 'utf8')) as object;

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

const readWith = (name: keyof ViewFiles, content: string | object) => {
  const folder = mkdtempSync(join(tmpdir(), 'view-data-'));
  folders.push(folder);
  writeFileSync(join(folder, 'data.json'), typeof content === 'string' ? content : JSON.stringify(content));
  return () => readViewData({ ...files, [name]: join(folder, 'data.json') });
};

test('The committed rules, experiments and catalogue are sound, and the rules agree with what the code does without them', () => {
  const { rules, experiments, catalogue } = readViewData(files);
  expect(rules).toMatchObject(defaultSettings);
  expect(experiments.map(({ id }) => id)).toEqual(['artist-variety', 'new-releases']);
  expect(catalogue.byId.size).toBeGreaterThan(200);
});

test('The committed catalogue is the one of the recorded requests, and says that it is simulated', () => {
  const lines = readFileSync(new URL('../../bench/requests.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const requests = lines.map((line) => Value.Parse(RankRequest, (JSON.parse(line) as { body: unknown }).body));
  expect(read(files.catalogue)).toEqual(JSON.parse(catalogueOf(requests)));
  expect(read(files.catalogue)).toHaveProperty('label', expect.stringMatching(/^Simulated/));
});

const rules = read(files.rules) as ViewRules;

test.each([
  ['rules', '{', 'RULES_FILE', 'is not JSON'],
  ['rules', { ...rules, maxCards: { track: 1 } }, 'RULES_FILE', '/maxCards'],
  ['rules', { ...rules, repeatedArtistPenalty: -1 }, 'RULES_FILE', '/repeatedArtistPenalty'],
  [
    'rules',
    { ...rules, rules: [{ id: 'a', why: 'b', when: {}, then: { exclude: true } }] },
    'RULES_FILE',
    '/rules/0/when',
  ],
  ['experiments', { version: 'a', experiments: [{ id: 'a' }] }, 'EXPERIMENTS_FILE', '/experiments/0'],
  ['catalogue', { label: 'a', version: 'b', items: [] }, 'CATALOGUE_FILE', '/items'],
] as const)(
  'A mistake in %s is a sentence that names the setting and the place: %s',
  (...[name, content, setting, place]) => {
    const reading = readWith(name, content);
    expect(reading).toThrow(ConfigurationError);
    expect(reading).toThrow(setting);
    expect(reading).toThrow(place);
  },
);

test('Experiments that disturb each other are refused, and so is a file that is not there', () => {
  const { experiments } = read(files.experiments) as { experiments: { id: string }[] };
  const copies = experiments.flatMap((one) => [one, { ...one, id: `${one.id}-again` }]);
  expect(readWith('experiments', { version: 'a', experiments: copies })).toThrow(
    'two experiments change repeatedArtistPenalty',
  );
  expect(() => readViewData({ ...files, rules: '/nowhere/rules.json' })).toThrow(
    'RULES_FILE /nowhere/rules.json cannot be read (ENOENT)',
  );
});
