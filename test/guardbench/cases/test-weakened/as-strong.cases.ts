import type { GuardbenchCase } from '../../guardbench-case.ts';
import { edited, paths, shop } from '../test-removed/shop.ts';

const agent = { tests: 'change' as const, scope: { write: ['**'], forbid: [] } };

/** What looks like a weaker test and says as much as before. */
export const asStrongCases: readonly GuardbenchCase[] = [
  {
    name: 'Assertions about parts become one about the whole',
    base: shop,
    change: {
      [paths.orders]: edited(paths.orders, ['    expect(loaded.items).toHaveLength(3);\n', '']),
    },
    brief: agent,
    expect: [],
  },
  {
    name: 'An assertion about the whole becomes several about its parts',
    base: shop,
    change: {
      [paths.orders]: edited(paths.orders, [
        "    expect(loaded).toStrictEqual({ id: 'o-1', state: 'open', items: ['tea', 'cup', 'pot'] });",
        "    expect(loaded.id).toBe('o-1');\n    expect(loaded.state).toBe('open');\n    expect(loaded.items).toStrictEqual(['tea', 'cup', 'pot']);",
      ]),
    },
    brief: agent,
    expect: [],
  },
  {
    name: 'A matcher becomes stricter',
    base: shop,
    change: { [paths.cart]: edited(paths.cart, ["toEqual('2 × tea')", "toBe('2 × tea')"]) },
    brief: agent,
    expect: [],
  },
  {
    name: 'An error is looked at more closely',
    base: shop,
    change: {
      [paths.cart]: edited(paths.cart, [
        'toThrow(RangeError)',
        "toThrow(new RangeError('a voucher takes 0 to 100 percent'))",
      ]),
    },
    brief: agent,
    expect: [],
  },
  {
    name: 'An assertion that is implied by another goes',
    base: {
      ...shop,
      [paths.orders]: edited(paths.orders, [
        '    expect(loaded).toStrict',
        '    expect(loaded).toBeDefined();\n    expect(loaded).toStrict',
      ]),
    },
    change: { [paths.orders]: shop[paths.orders] ?? '' },
    brief: agent,
    expect: [],
  },
  {
    name: 'A test is written again with a variable',
    base: shop,
    change: {
      [paths.cart]: edited(paths.cart, [
        '    expect(applyVoucher(1000, 15)).toBe(850);',
        '    const left = applyVoucher(1000, 15);\n    expect(left).toBe(850);',
      ]),
    },
    brief: agent,
    expect: [],
  },
  {
    name: 'Assertions move into a function of the file',
    base: shop,
    change: {
      [paths.cart]: edited(
        paths.cart,
        [
          "describe('cart', () => {",
          "const expectSubtotal = (lines: Parameters<typeof subtotal>[0], cents: number): void => {\n  expect(subtotal(lines)).toBe(cents);\n};\n\ndescribe('cart', () => {",
        ],
        ['    expect(subtotal([])).toBe(0);\n', '    expectSubtotal([], 0);\n'],
        [
          "    expect(subtotal([{ sku: 'tea', cents: 450, count: 2 }])).toBe(900);",
          "    expectSubtotal([{ sku: 'tea', cents: 450, count: 2 }], 900);",
        ],
      ),
    },
    brief: agent,
    expect: [],
  },
  {
    name: 'A catch hands the error on',
    base: shop,
    change: {
      [paths.cart]: edited(paths.cart, [
        '    expect(applyVoucher(1000, 15)).toBe(850);',
        "    try {\n      expect(applyVoucher(1000, 15)).toBe(850);\n    } catch (error) {\n      console.error('voucher', error);\n      throw error;\n    }",
      ]),
    },
    brief: agent,
    expect: [],
  },
  {
    name: 'A test goes from node:assert to another of its names',
    base: shop,
    change: {
      [paths.rates]: edited(
        paths.rates,
        ['assert.equal(convert', 'assert.strictEqual(convert'],
        ['assert.deepEqual(', 'assert.deepStrictEqual('],
      ),
    },
    brief: agent,
    expect: [],
  },
  {
    name: 'An assertion goes with the field it was about',
    base: {
      ...shop,
      'src/orders.ts': edited('src/orders.ts', [
        'readonly items: readonly string[] }',
        'readonly items: readonly string[]; readonly legacyNumber?: number }',
      ]),
      [paths.orders]: edited(paths.orders, [
        '    expect(loaded.items).toHave',
        '    expect(loaded.legacyNumber).toBe(undefined);\n    expect(loaded.items).toHave',
      ]),
    },
    change: { 'src/orders.ts': shop['src/orders.ts'] ?? '', [paths.orders]: shop[paths.orders] ?? '' },
    brief: agent,
    expect: [],
  },
  {
    name: 'A bound becomes tighter',
    base: { ...shop, [paths.cart]: edited(paths.cart, ['toBe(850)', 'toBeLessThan(1000)']) },
    change: { [paths.cart]: edited(paths.cart, ['toBe(850)', 'toBeLessThan(900)']) },
    brief: agent,
    expect: [],
  },
  {
    name: 'A call has one more argument, which may be anything',
    base: shop,
    change: {
      [paths.orders]: edited(paths.orders, [
        "toHaveBeenCalledWith('loaded', 'o-1')",
        "toHaveBeenCalledWith('loaded', 'o-1', expect.anything())",
      ]),
    },
    brief: agent,
    expect: [],
  },
  {
    name: 'A file of tests is formatted and commented',
    base: shop,
    change: {
      [paths.rates]: edited(paths.rates, [
        "  assert.throws(() => convert(1, 'XXX', new Map()), /no rate for XXX/);",
        '  // The message names the currency.\n  assert.throws(\n    () => convert(1, "XXX", new Map()),\n    /no rate for XXX/,\n  );',
      ]),
    },
    brief: { ...agent, tests: 'add' },
    expect: [],
  },
];
