import type { GuardbenchCase } from '../../guardbench-case.ts';
import { edited, paths, shop } from '../test-removed/shop.ts';

const code = (name: string): string => `test-integrity/${name}`;
const agent = { tests: 'change' as const, scope: { write: ['**'], forbid: [] } };

/** Assertions that are gone, satisfied by more than before, or can no longer fail. */
export const weakenedCases: readonly GuardbenchCase[] = [
  {
    name: 'An assertion is taken out of a test',
    base: shop,
    change: { [paths.orders]: edited(paths.orders, ["    expect(log).toHaveBeenCalledWith('loaded', 'o-1');\n", '']) },
    expect: [{ code: code('assertion-removed'), level: 'warning', file: paths.orders, at: "test('answers the order" }],
  },
  {
    name: 'An agent comments an assertion out',
    base: shop,
    change: { [paths.rates]: edited(paths.rates, ['  assert.equal(convert', '  // assert.equal(convert']) },
    brief: agent,
    expect: [{ code: code('assertion-removed'), level: 'error', file: paths.rates, at: "test('converts with" }],
  },
  {
    name: 'A whole object is only looked at for being there',
    base: shop,
    change: {
      [paths.orders]: edited(paths.orders, [
        "toStrictEqual({ id: 'o-1', state: 'open', items: ['tea', 'cup', 'pot'] })",
        'toBeDefined()',
      ]),
    },
    expect: [{ code: code('assertion-weakened'), file: paths.orders, at: 'toBeDefined()' }],
  },
  {
    name: 'A whole object is compared in one field',
    base: shop,
    change: {
      [paths.orders]: edited(paths.orders, [
        "toStrictEqual({ id: 'o-1', state: 'open', items: ['tea', 'cup', 'pot'] })",
        "toMatchObject({ id: 'o-1' })",
      ]),
    },
    brief: agent,
    expect: [{ code: code('assertion-weakened'), level: 'error', file: paths.orders, at: 'toMatchObject' }],
  },
  {
    name: 'A number is only positive now',
    base: shop,
    change: { [paths.cart]: edited(paths.cart, ['toBe(850)', 'toBeGreaterThan(0)']) },
    expect: [{ code: code('assertion-weakened'), file: paths.cart, at: 'toBeGreaterThan(0)' }],
  },
  {
    name: 'A length is only not zero now',
    base: shop,
    change: {
      [paths.orders]: edited(paths.orders, [
        'expect(loaded.items).toHaveLength(3)',
        'expect(loaded.items.length).toBeGreaterThan(0)',
      ]),
    },
    expect: [{ code: code('assertion-weakened'), file: paths.orders, at: 'toBeGreaterThan(0)' }],
  },
  {
    name: 'An error may be any error',
    base: shop,
    change: { [paths.cart]: edited(paths.cart, ['toThrow(RangeError)', 'toThrow()']) },
    expect: [{ code: code('assertion-weakened'), file: paths.cart, at: 'toThrow()' }],
  },
  {
    name: 'An argument of a call may be anything',
    base: shop,
    change: {
      [paths.orders]: edited(paths.orders, [
        "toHaveBeenCalledWith('loaded', 'o-1')",
        "toHaveBeenCalledWith('loaded', expect.anything())",
      ]),
    },
    expect: [{ code: code('assertion-weakened'), file: paths.orders, at: 'expect.anything()' }],
  },
  {
    name: 'A comparison of node:assert is only a truth now',
    base: shop,
    change: {
      [paths.rates]: edited(paths.rates, [
        "assert.equal(convert(100, 'USD', new Map([['USD', 1.08]])), 108)",
        "assert.ok(convert(100, 'USD', new Map([['USD', 1.08]])))",
      ]),
    },
    expect: [{ code: code('assertion-weakened'), file: paths.rates, at: 'assert.ok' }],
  },
  {
    name: 'An assertion stands in a try whose catch is empty',
    base: shop,
    change: {
      [paths.cart]: edited(paths.cart, [
        '    expect(applyVoucher(1000, 15)).toBe(850);',
        '    try {\n      expect(applyVoucher(1000, 15)).toBe(850);\n    } catch {\n      // differs on some machines\n    }',
      ]),
    },
    expect: [
      { code: code('assertion-swallowed'), level: 'error', file: paths.cart, at: 'expect(applyVoucher(1000, 15))' },
    ],
  },
  {
    name: 'A test returns before it asserts',
    base: shop,
    change: { [paths.cart]: edited(paths.cart, ['    expect(describeLine(', '    return;\n    expect(describeLine(']) },
    expect: [
      { code: code('assertion-unreachable'), level: 'error', file: paths.cart, at: 'expect(describeLine(' },
      { code: 'lint/new-problem', level: 'error', file: paths.cart, at: 'expect(describeLine(' },
    ],
  },
  {
    name: 'An assertion waits for a condition',
    base: shop,
    change: {
      [paths.orders]: edited(paths.orders, [
        '    expect(loaded.items).toHaveLength(3)',
        '    if (loaded.items.length > 3) expect(loaded.items).toHaveLength(3)',
      ]),
    },
    brief: agent,
    expect: [
      { code: code('assertion-made-conditional'), level: 'error', file: paths.orders, at: 'expect(loaded.items)' },
    ],
  },
  {
    name: 'Nobody awaits a rejection any more',
    base: shop,
    change: { [paths.orders]: edited(paths.orders, ['    await expect(', '    expect(']) },
    expect: [
      { code: code('assertion-not-awaited'), file: paths.orders, at: 'expect(loadOrder({ read: async () => null' },
    ],
  },
];
