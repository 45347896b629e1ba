import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { createRandom } from '../simulator/random.ts';
import type { Interaction, Interactions } from './interactions.ts';
import { numberInteractions } from './number-interactions.ts';
import { parseTable } from './parse-table.ts';
import { readDataSet } from './read-data-set.ts';
import { dealFolds, splitByUser } from './split.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

test('Rows are read whatever the white space is; counts, headers, repeats and rows without a positive number are counted out', () => {
  const text =
    '18800\n92834\nuser_id:token\titem_id:token\trating:float\n2\t51\t13883\r\n  2   52 \t 11690 \n2 51 4\n3 51 0\n3 x 4\n\n4 51 NaN\n4 51 1e3\n';
  expect(parseTable(text)).toEqual({
    rows: [
      { user: '2', item: '51', weight: 13883 },
      { user: '2', item: '52', weight: 11690 },
      { user: '4', item: '51', weight: 1000 },
    ],
    malformed: 7,
  });
});

test('Any text is read without an exception, and every row that comes out is a user, an item and a positive number', () => {
  const cell = fc.oneof(fc.nat().map(String), fc.string(), fc.constantFrom('-1', '0', '__proto__', 'é', '1e999', ''));
  const lines = fc.array(fc.array(cell, { maxLength: 5 }).map((cells) => cells.join('\t')));
  fc.assert(
    fc.property(lines, (all) => {
      for (const { user, item, weight } of parseTable(all.join('\n')).rows) {
        expect([user, item].every((identifier) => /^\d+$/.test(identifier))).toBe(true);
        expect(weight > 0 && Number.isFinite(weight)).toBe(true);
      }
    }),
  );
});

test('Numbering does not depend on the order of rows, and drops items with too few users and then users with nothing', () => {
  const rows = [
    { user: '10', item: '7', weight: 1 },
    { user: '9', item: '7', weight: 2 },
    { user: '9', item: '8', weight: 3 },
    { user: '11', item: '8000', weight: 3 },
    { user: '10', item: '8', weight: 4 },
  ];
  const options = { name: 'test', minUsersPerItem: 2 };
  const numbered = numberInteractions({ rows, malformed: 2 }, options);
  expect(numbered).toMatchObject({ users: 2, items: 2, dropped: { malformed: 2, 'rare item': 1 } });
  expect(numbered.list[0]).toEqual({ user: 0, item: 0, weight: 2 });
  expect(numberInteractions({ rows: rows.toReversed(), malformed: 2 }, options)).toEqual(numbered);
});

const interactionsOf = (sizes: readonly number[]): Interactions => ({
  ...{ name: 'test', users: sizes.length, items: 100, dropped: {} },
  list: sizes.flatMap((size, user) => Array.from({ length: size }, (_, item) => ({ user, item, weight: 1 }))),
});

const key = ({ user, item }: Interaction): string => `${user} ${item}`;

test('A split gives each user 8 : 1 : 1 as RecBole rounds it, keeps every interaction once, and leaves something to train on', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
      fc.integer(),
      (sizes, seed) => {
        const data = interactionsOf(sizes);
        const { train, validation, test: held } = splitByUser(createRandom(seed), data);
        expect([...train, ...validation, ...held].map(key).sort()).toEqual(data.list.map(key).sort());
        for (const [user, size] of sizes.entries()) {
          const [a, b, c] = [train, validation, held].map((part) => part.filter((one) => one.user === user).length);
          const tenth = Math.max(Math.floor(size / 10), size >= 3 ? 1 : 0);
          expect([a, b, c]).toEqual(size === 2 ? [1, 0, 1] : [size - 2 * tenth, tenth, tenth]);
        }
      },
    ),
  );
});

test('The same seed splits in the same way, and folds hold each interaction once, each user spread evenly', () => {
  const data = interactionsOf([40, 17]);
  expect(splitByUser(createRandom(4), data)).toEqual(splitByUser(createRandom(4), data));
  const dealt = dealFolds(createRandom(1), data.list, { users: 2, folds: 8 });
  expect(dealt.flat().map(key).sort()).toEqual(data.list.map(key).sort());
  for (const fold of dealt) {
    expect(fold.filter(({ user }) => user === 0).length).toBe(5);
    expect([2, 3]).toContain(fold.filter(({ user }) => user === 1).length);
  }
});

const write = (bytes: Buffer): string => {
  const folder = mkdtempSync(join(tmpdir(), 'models-data-'));
  folders.push(folder);
  mkdirSync(join(folder, 'ml-100k'));
  writeFileSync(join(folder, 'ml-100k/ml-100k.inter.gz'), bytes);
  return folder;
};

test('A data set is read from its folder, names that are not UTF-8 included', () => {
  const lines = Array.from({ length: 1200 }, (_, at) => `${at % 40}\t${at}\t3\t881250949`).join('\n');
  const text = Buffer.concat([
    Buffer.from('user_id:token\titem_id:token\n'),
    Buffer.from([0xff, 0xfe, 0x0a]),
    Buffer.from(lines),
  ]);
  expect(readDataSet(write(gzipSync(text)), 'ml-100k')).toMatchObject({
    users: 40,
    items: 1200,
    dropped: { malformed: 2 },
  });
});

test('A folder without the data, a file that is no gzip and a file of something else are refused with the way out', () => {
  expect(() => readDataSet('/nowhere', 'ml-100k')).toThrow('--data: /nowhere/ml-100k/ml-100k.inter.gz cannot be read');
  expect(() => readDataSet(write(Buffer.from('plain')), 'ml-100k')).toThrow('cannot be read as gzip');
  expect(() => readDataSet(write(gzipSync('1\t2\t3\n')), 'ml-100k')).toThrow('has 1 rows');
});
