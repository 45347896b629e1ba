import type { GuardbenchCase } from '../../guardbench-case.ts';
import { lines, price, priceTest, shop, total, totalTest } from './small-repository.ts';

const scope = { write: ['src/**', 'test/**'], forbid: [] };
const discounted = `${price}\nexport const discounted = (cents: number): number => Math.round(cents * 0.9);\n`;
const discountTest = lines(
  "import assert from 'node:assert/strict';",
  "import { test } from 'node:test';",
  "import { discounted } from '../src/price.ts';",
  '',
  "test('takes ten percent off', () => {",
  '  assert.equal(discounted(200), 180);',
  '});',
);
const idleTest = lines(
  "import assert from 'node:assert/strict';",
  "import { test } from 'node:test';",
  "import { priceOf } from '../src/price.ts';",
  '',
  "test('counts three', () => {",
  '  assert.equal(priceOf(100, 3), 300);',
  '});',
);

/** Whether the tests show anything of the change. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'a task that changes behaviour adds a test that holds without it',
    base: shop,
    change: {
      'src/price.ts': price.replace('cents * count', 'Math.max(0, cents * count)'),
      'test/idle.test.ts': idleTest,
    },
    brief: { tests: 'add', behaviour: 'change', scope },
    expect: [{ code: 'tests/proves-nothing', level: 'error', file: 'test/idle.test.ts' }],
  },
  {
    name: 'a task that changes behaviour adds a test that fails without it',
    base: shop,
    change: { 'src/price.ts': discounted, 'test/discount.test.ts': discountTest },
    brief: { tests: 'add', behaviour: 'change', scope },
    expect: [],
  },
  {
    name: 'a branch adds a test of what holds already',
    base: shop,
    change: { 'test/idle.test.ts': idleTest },
    expect: [],
  },
  {
    name: 'a task adds code that no test runs',
    base: shop,
    change: {
      'src/price.ts':
        price.replace('cents * count;', 'count < 0 ? fail(count) : cents * count;') +
        lines('', 'const fail = (count: number): never => {', '  throw new RangeError(`${count} pieces`);', '};'),
    },
    brief: { tests: 'add', scope },
    expect: [{ code: 'tests/uncovered-change', level: 'warning', file: 'src/price.ts', at: 'throw new RangeError' }],
  },
  {
    name: 'a task adds code and a test that runs all of it',
    base: shop,
    change: {
      'src/price.ts': discounted,
      'test/price.test.ts': priceTest
        .replace('{ priceOf }', '{ discounted, priceOf }')
        .concat(lines('', "test('takes ten percent off', () => {", '  assert.equal(discounted(200), 180);', '});')),
    },
    brief: { tests: 'add', scope },
    expect: [],
  },
  {
    name: 'a task with frozen tests adds one',
    base: shop,
    change: { 'src/price.ts': discounted, 'test/discount.test.ts': discountTest },
    brief: { tests: 'frozen', scope },
    expect: [{ code: 'tests/frozen', level: 'error', file: 'test/discount.test.ts' }],
  },
  {
    name: 'a task with frozen tests leaves them alone',
    base: shop,
    change: { 'src/price.ts': price.replace('cents * count;', 'count * cents;') },
    brief: { tests: 'frozen', scope },
    expect: [],
  },
  {
    name: 'a task edits a test that it may only add to, and breaks what it said',
    base: shop,
    change: {
      'src/total.ts': total.replace('sum + priceOf', '0 * sum * priceOf'),
      'test/total.test.ts': totalTest.replace('250', '0'),
    },
    brief: { tests: 'add', scope },
    expect: [
      { code: 'tests/expectation-edited', level: 'error', file: 'test/total.test.ts' },
      { code: 'test-integrity/expectation-edited', level: 'error', file: 'test/total.test.ts' },
    ],
  },
];
