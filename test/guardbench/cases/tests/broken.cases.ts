import type { GuardbenchCase } from '../../guardbench-case.ts';
import { lines, price, priceTest, shop, total, totalTest } from './small-repository.ts';

/** What base's tests say of the new code. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'the code no longer does what its test says',
    base: shop,
    change: { 'src/total.ts': total.replace('sum + priceOf', 'sum - priceOf') },
    expect: [{ code: 'tests/failing', level: 'error', file: 'test/total.test.ts', at: 'assert.equal(total(' }],
  },
  {
    name: 'the same said in another way',
    base: shop,
    change: {
      'src/total.ts': total.replace('sum + priceOf(line.cents, line.count)', 'priceOf(line.cents, line.count) + sum'),
    },
    expect: [],
  },
  {
    name: 'a change breaks the test of a module that imports what it edits',
    base: { ...shop, 'test/price.test.ts': priceTest.replaceAll('250', '0').replaceAll('500', '0') },
    change: { 'src/price.ts': price.replace('cents * count', 'cents * count * 2') },
    expect: [{ code: 'tests/failing', level: 'error', file: 'test/total.test.ts', at: 'assert.equal(total(' }],
  },
  {
    name: 'a change of a module that no test depends on by value',
    base: shop,
    change: { 'src/price.ts': price.replace('in cents', 'in whole cents') },
    expect: [],
  },
  {
    name: 'a module throws as soon as it is loaded',
    base: shop,
    change: { 'src/price.ts': `if (!process.argv.includes('--prices')) throw new Error('no price list');\n${price}` },
    expect: [
      { code: 'tests/failing', level: 'error', file: 'test/price.test.ts' },
      { code: 'tests/failing', level: 'error', file: 'test/total.test.ts' },
    ],
  },
  {
    name: 'a module that reads its arguments when it is loaded and goes on without',
    base: shop,
    change: { 'src/price.ts': `export const list = process.argv.includes('--prices') ? 'own' : 'standard';\n${price}` },
    expect: [],
  },
  {
    name: 'a test is skipped so that it no longer fails',
    base: shop,
    change: {
      'src/total.ts': total.replace('sum + priceOf', 'sum - priceOf'),
      'test/total.test.ts': totalTest.replace("test('adds", "test.skip('adds"),
    },
    expect: [
      { code: 'tests/newly-skipped', level: 'error', file: 'test/total.test.ts', at: "test.skip('adds" },
      { code: 'test-integrity/test-skipped', file: 'test/total.test.ts', at: "test.skip('adds" },
    ],
  },
  {
    name: 'a skipped test runs again',
    base: { ...shop, 'test/total.test.ts': totalTest.replace("test('adds", "test.skip('adds") },
    change: { 'test/total.test.ts': totalTest },
    expect: [],
  },
  {
    name: 'a task may only add tests, and edits what one expects',
    base: shop,
    change: {
      'src/price.ts': price.replace('cents * count', 'cents * count + 10'),
      'test/price.test.ts': priceTest.replace('500', '510').replace('0), 0)', '0), 10)'),
      'test/total.test.ts': totalTest.replace('250', '270'),
    },
    brief: { tests: 'add', scope: { write: ['src/**', 'test/**'], forbid: [] } },
    expect: [
      { code: 'tests/expectation-edited', level: 'error', file: 'test/price.test.ts', at: '0), 10)' },
      { code: 'tests/expectation-edited', level: 'error', file: 'test/price.test.ts', at: '510' },
      { code: 'tests/expectation-edited', level: 'error', file: 'test/total.test.ts', at: '270' },
      { code: 'test-integrity/expectation-edited', level: 'error', file: 'test/price.test.ts', at: '0), 10)' },
      { code: 'test-integrity/expectation-edited', level: 'error', file: 'test/price.test.ts', at: '510' },
      { code: 'test-integrity/expectation-edited', level: 'error', file: 'test/total.test.ts', at: '270' },
    ],
  },
  {
    name: 'expectations follow a change of behaviour that nobody forbade',
    base: shop,
    change: {
      'src/price.ts': price.replace('cents * count', 'cents * count + 10'),
      'test/price.test.ts': priceTest.replace('500', '510').replace('0), 0)', '0), 10)'),
      'test/total.test.ts': totalTest.replace('250', '270'),
    },
    expect: [],
  },
  {
    name: 'a test moves together with its module',
    base: shop,
    change: {
      'lib/price.ts': { movedFrom: 'src/price.ts' },
      'src/total.ts': total.replace('./price.ts', '../lib/price.ts'),
      'test/lib/price.test.ts': {
        movedFrom: 'test/price.test.ts',
        text: priceTest.replace('../src/price.ts', '../../lib/price.ts'),
      },
    },
    expect: [],
  },
  {
    name: 'an asynchronous failure that nobody awaits',
    base: shop,
    change: {
      'src/price.ts': lines(
        'export const priceOf = (cents: number, count: number): number => {',
        "  if (count === 0) setImmediate(() => Promise.reject(new Error('no piece')));",
        '  return cents * count;',
        '};',
      ),
    },
    expect: [{ code: 'tests/failing', level: 'error', file: 'test/price.test.ts' }],
  },
];
