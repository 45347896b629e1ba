import type { GuardbenchCase } from '../../guardbench-case.ts';
import { edited, paths, shop, testAt } from './shop.ts';

const voucher = testAt(paths.cart, "  it('refuses a voucher");
const parses = testAt(paths.rates, "test('parses a table");
const code = (name: string): string => `test-integrity/${name}`;
const faster = [
  'lines.reduce((sum, { cents, count }) => sum + cents * count, 0)',
  'lines.map(({ cents, count }) => cents * count).reduce((sum, one) => sum + one, 0)',
] as const;

/** Tests that are deleted, skipped, or left out, while what they test stays. */
export const removedCases: readonly GuardbenchCase[] = [
  {
    name: 'A test is deleted while the code it tests stays',
    base: shop,
    change: { [paths.cart]: edited(paths.cart, [voucher, '']) },
    expect: [{ code: code('test-deleted'), level: 'warning', file: paths.cart, at: "it('refuses a voucher" }],
  },
  {
    name: 'An agent deletes a test together with an edit of the code',
    base: shop,
    change: { [paths.cart]: edited(paths.cart, [voucher, '']), 'src/cart.ts': edited('src/cart.ts', faster) },
    brief: { tests: 'change', scope: { write: ['**'], forbid: [] } },
    expect: [{ code: code('test-deleted'), level: 'error', file: paths.cart, at: "it('refuses a voucher" }],
  },
  {
    name: 'A file of tests is deleted and its module stays',
    base: shop,
    change: { [paths.rates]: null },
    expect: [{ code: code('test-file-deleted'), level: 'warning', file: paths.rates, at: 'import assert from' }],
  },
  {
    name: 'A file of tests gets a name that no runner looks for',
    base: shop,
    change: { 'src/cart.test.ts.off': { movedFrom: paths.cart }, [paths.cart]: null },
    brief: { tests: 'change', scope: { write: ['**'], forbid: [] } },
    expect: [{ code: code('test-file-deleted'), level: 'error', file: paths.cart, at: 'import { describe' }],
  },
  {
    name: 'A test is skipped without a word',
    base: shop,
    change: { [paths.cart]: edited(paths.cart, ["it('takes a voucher", "it.skip('takes a voucher"]) },
    expect: [{ code: code('test-skipped'), level: 'warning', file: paths.cart, at: "it.skip('takes" }],
  },
  {
    name: 'A whole suite is skipped',
    base: shop,
    change: { [paths.orders]: edited(paths.orders, ["describe('loadOrder'", "xdescribe('loadOrder'"]) },
    expect: [{ code: code('test-skipped'), file: paths.orders, at: 'xdescribe' }],
  },
  {
    name: 'A test of node:test is skipped by an option',
    base: shop,
    change: { [paths.rates]: edited(paths.rates, ["currency', () =>", "currency', { skip: true }, () =>"]) },
    expect: [{ code: code('test-skipped'), file: paths.rates, at: '{ skip: true }' }],
  },
  {
    name: 'A test leaves itself out in its first line',
    base: shop,
    change: {
      [paths.cart]: edited(paths.cart, [
        "describes a line', () => {",
        "describes a line', (ctx) => {\n    ctx.skip();",
      ]),
    },
    expect: [{ code: code('test-skipped'), file: paths.cart, at: 'ctx.skip()' }],
  },
  {
    name: 'A test becomes a todo',
    base: shop,
    change: { [paths.cart]: edited(paths.cart, [voucher, "  it.todo('refuses a voucher above 100 percent');\n"]) },
    expect: [{ code: code('test-made-todo'), file: paths.cart, at: 'it.todo' }],
  },
  {
    name: 'A test is expected to fail now',
    base: shop,
    change: { [paths.orders]: edited(paths.orders, ["test('rejects", "test.failing('rejects"]) },
    expect: [{ code: code('failure-expected'), file: paths.orders, at: 'test.failing' }],
  },
  {
    name: 'A test runs only where a variable is set',
    base: shop,
    change: { [paths.cart]: edited(paths.cart, ["it('adds up", "it.runIf(fullRun)('adds up"]) },
    brief: { tests: 'add', scope: { write: ['**'], forbid: [] } },
    expect: [{ code: code('test-skipped-sometimes'), level: 'error', file: paths.cart, at: 'it.runIf' }],
  },
  {
    name: 'One test is left to run alone',
    base: shop,
    change: { [paths.cart]: edited(paths.cart, ["it('describes", "it.only('describes"]) },
    expect: [{ code: code('only-left'), level: 'error', file: paths.cart, at: 'it.only' }],
  },
  {
    name: 'A test is deleted and an unrelated one added in its place',
    base: shop,
    change: {
      [paths.rates]: edited(paths.rates, [
        parses,
        "test('is loaded', () => {\n  assert.ok(import.meta.url.length > 0);\n});\n",
      ]),
    },
    brief: { tests: 'add', scope: { write: ['**'], forbid: [] } },
    expect: [{ code: code('test-deleted'), level: 'error', file: paths.rates, at: "test('parses a table" }],
  },
];
