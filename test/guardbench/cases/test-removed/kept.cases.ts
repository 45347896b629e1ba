import type { GuardbenchCase } from '../../guardbench-case.ts';
import { edited, paths, shop, testAt } from './shop.ts';

const voucher = testAt(paths.cart, "  it('refuses a voucher");
const takes = testAt(paths.cart, "  it('takes a voucher");
const describes = testAt(paths.cart, "  it('describes a line");
const agent = { tests: 'change' as const, scope: { write: ['**'], forbid: [] } };
const skipped = { ...shop, [paths.cart]: edited(paths.cart, ["it('takes", "it.skip('takes"]) };

/** What looks like a removed test and is none. */
export const keptCases: readonly GuardbenchCase[] = [
  {
    name: 'A test moves into a file of its own',
    base: shop,
    change: {
      [paths.cart]: edited(paths.cart, [describes, '']),
      'src/describe-line.test.ts': `import { expect, it } from 'vitest';\nimport { describeLine } from './cart.ts';\n\n${describes.replaceAll(/^ {2}/gm, '')}`,
    },
    brief: agent,
    expect: [],
  },
  {
    name: 'A test moves into a suite within its file',
    base: shop,
    change: {
      [paths.cart]: edited(paths.cart, [
        voucher,
        `  describe('vouchers', () => {\n${voucher.replaceAll(/^ {2}/gm, '    ')}  });\n`,
      ]),
    },
    brief: agent,
    expect: [],
  },
  {
    name: 'A test gets a better name',
    base: shop,
    change: { [paths.cart]: edited(paths.cart, ["it('adds up its lines'", "it('is the sum of price times count'"]) },
    brief: agent,
    expect: [],
  },
  {
    name: 'A file of tests is renamed with its module',
    base: shop,
    change: {
      'src/basket.ts': { movedFrom: 'src/cart.ts' },
      'src/basket.test.ts': { movedFrom: paths.cart, text: edited(paths.cart, ["'./cart.ts'", "'./basket.ts'"]) },
    },
    brief: agent,
    expect: [],
  },
  {
    name: 'Two tests become one table',
    base: shop,
    change: {
      [paths.cart]: edited(paths.cart, [
        takes,
        "  it.each([[1000, 15, 850], [1000, 0, 1000]])('takes a voucher off %d', (cents, percent, left) => {\n    expect(applyVoucher(cents, percent)).toBe(left);\n  });\n",
      ]),
    },
    brief: agent,
    expect: [],
  },
  {
    name: 'A test is deleted with the feature it tested',
    base: shop,
    change: {
      [paths.cart]: edited(
        paths.cart,
        [`\n${describes}`, ''],
        ['applyVoucher, describeLine, subtotal', 'applyVoucher, subtotal'],
      ),
      'src/cart.ts': edited('src/cart.ts', [
        '\nexport const describeLine = ({ sku, count }: Line): string => `${count} × ${sku}`;\n',
        '',
      ]),
    },
    brief: agent,
    expect: [],
  },
  {
    name: 'A module goes with its file of tests',
    base: shop,
    change: { 'src/rates.ts': null, [paths.rates]: null },
    brief: agent,
    expect: [],
  },
  {
    name: 'A skipped test runs again',
    base: skipped,
    change: { [paths.cart]: shop[paths.cart] ?? '' },
    brief: agent,
    expect: [],
  },
  {
    name: 'A test that was skipped for long is deleted',
    base: skipped,
    change: { [paths.cart]: edited(paths.cart, [`${takes}\n`, '']) },
    brief: agent,
    expect: [],
  },
  {
    name: 'A todo is replaced by its test',
    base: {
      ...shop,
      [paths.cart]: edited(paths.cart, [voucher, "  it.todo('refuses a voucher above 100 percent');\n"]),
    },
    change: { [paths.cart]: shop[paths.cart] ?? '' },
    brief: agent,
    expect: [],
  },
  {
    name: 'A string and a comment speak of it.skip',
    base: shop,
    change: {
      [paths.cart]: edited(paths.cart, [
        '    expect(describeLine({',
        "    // it.skip('describes a line') would hide this\n    expect('it.only(').not.toBe('it.skip(');\n    expect(describeLine({",
      ]),
    },
    brief: agent,
    expect: [],
  },
  {
    name: 'A new test is added beside the others',
    base: shop,
    change: {
      [paths.rates]: `${shop[paths.rates] ?? ''}\ntest('parses nothing from an empty line', () => {\n  assert.equal(parseRates('USD 1').size, 1);\n});\n`,
    },
    brief: { ...agent, tests: 'add' },
    expect: [],
  },
  {
    name: 'Tests stand in another order',
    base: shop,
    change: { [paths.cart]: edited(paths.cart, [`${takes}\n`, ''], [describes, `${describes}\n${takes}`]) },
    brief: { ...agent, tests: 'add' },
    expect: [],
  },
];
