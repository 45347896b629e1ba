import type { Files } from '../../guardbench-case.ts';

/** Lines as the content of a file. */
export const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

export const price = lines(
  '/** What `count` pieces cost, in cents. */',
  'export const priceOf = (cents: number, count: number): number => cents * count;',
);

export const total = lines(
  "import { priceOf } from './price.ts';",
  '',
  'export type Line = { readonly cents: number; readonly count: number };',
  '',
  'export const total = (all: readonly Line[]): number =>',
  '  all.reduce((sum, line) => sum + priceOf(line.cents, line.count), 0);',
);

export const priceTest = lines(
  "import assert from 'node:assert/strict';",
  "import { test } from 'node:test';",
  "import { priceOf } from '../src/price.ts';",
  '',
  "test('multiplies', () => {",
  '  assert.equal(priceOf(250, 2), 500);',
  '});',
  '',
  "test('costs nothing for no piece', () => {",
  '  assert.equal(priceOf(250, 0), 0);',
  '});',
);

export const totalTest = lines(
  "import assert from 'node:assert/strict';",
  "import { test } from 'node:test';",
  "import { total } from '../src/total.ts';",
  '',
  "test('adds lines', () => {",
  '  assert.equal(total([{ cents: 100, count: 2 }, { cents: 50, count: 1 }]), 250);',
  '});',
);

/** A repository whose tests Node runs by itself. */
export const shop: Files = {
  'package.json': lines('{ "name": "shop", "private": true, "type": "module", "scripts": { "test": "node --test" } }'),
  'src/price.ts': price,
  'src/total.ts': total,
  'test/price.test.ts': priceTest,
  'test/total.test.ts': totalTest,
};
