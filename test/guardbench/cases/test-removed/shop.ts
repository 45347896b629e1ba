import type { Files } from '../../guardbench-case.ts';

const cart = `export type Line = { readonly sku: string; readonly cents: number; readonly count: number };

export const subtotal = (lines: readonly Line[]): number =>
  lines.reduce((sum, { cents, count }) => sum + cents * count, 0);

export const applyVoucher = (cents: number, percent: number): number => {
  if (percent < 0 || percent > 100) throw new RangeError('a voucher takes 0 to 100 percent');
  return Math.round(cents * (1 - percent / 100));
};

export const describeLine = ({ sku, count }: Line): string => \`\${count} × \${sku}\`;
`;

const cartTest = `import { describe, expect, it } from 'vitest';
import { applyVoucher, describeLine, subtotal } from './cart.ts';

describe('cart', () => {
  it('adds up its lines', () => {
    expect(subtotal([])).toBe(0);
    expect(subtotal([{ sku: 'tea', cents: 450, count: 2 }])).toBe(900);
  });

  it('takes a voucher off', () => {
    expect(applyVoucher(1000, 15)).toBe(850);
  });

  it('refuses a voucher above 100 percent', () => {
    expect(() => applyVoucher(1000, 101)).toThrow(RangeError);
  });

  it('describes a line', () => {
    expect(describeLine({ sku: 'tea', cents: 450, count: 2 })).toEqual('2 × tea');
  });
});
`;

const rates = `export type Rates = ReadonlyMap<string, number>;

export const convert = (amount: number, currency: string, rates: Rates): number => {
  const rate = rates.get(currency);
  if (rate === undefined) throw new Error(\`no rate for \${currency}\`);
  return amount * rate;
};

export const parseRates = (text: string): Rates =>
  new Map(text.trim().split('\\n').map((line) => [line.slice(0, 3), Number(line.slice(4))]));
`;

const ratesTest = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { convert, parseRates } from '../src/rates.ts';

test('converts with the rate of the day', () => {
  assert.equal(convert(100, 'USD', new Map([['USD', 1.08]])), 108);
});

test('refuses an unknown currency', () => {
  assert.throws(() => convert(1, 'XXX', new Map()), /no rate for XXX/);
});

test('parses a table of rates', () => {
  assert.deepEqual([...parseRates('USD 1.08\\nGBP 0.86')], [['USD', 1.08], ['GBP', 0.86]]);
});
`;

const orders = `export type Order = { readonly id: string; readonly state: 'open' | 'paid'; readonly items: readonly string[] };
type Store = { readonly read: (id: string) => Promise<Order | null>; readonly log: (event: string, id: string) => void };

export const loadOrder = async (store: Store, id: string): Promise<Order> => {
  const order = await store.read(id);
  if (order === null) throw new Error(\`order \${id} is not there\`);
  store.log('loaded', id);
  return order;
};
`;

const ordersTest = `import { loadOrder } from '../orders';

const order = { id: 'o-1', state: 'open' as const, items: ['tea', 'cup', 'pot'] };

describe('loadOrder', () => {
  test('answers the order of the store', async () => {
    const log = jest.fn();
    const loaded = await loadOrder({ read: async () => order, log }, 'o-1');
    expect(loaded).toStrictEqual({ id: 'o-1', state: 'open', items: ['tea', 'cup', 'pot'] });
    expect(log).toHaveBeenCalledWith('loaded', 'o-1');
    expect(loaded.items).toHaveLength(3);
  });

  test('rejects for an order that is not there', async () => {
    await expect(loadOrder({ read: async () => null, log: jest.fn() }, 'o-9')).rejects.toThrow('order o-9 is not there');
  });
});
`;

/** A shop whose tests are written for Vitest, node:test and Jest. */
export const shop: Files = {
  'src/cart.ts': cart,
  'src/cart.test.ts': cartTest,
  'src/rates.ts': rates,
  'test/rates.test.ts': ratesTest,
  'src/orders.ts': orders,
  'src/__tests__/orders.test.ts': ordersTest,
};

/** Paths of the shop's files of tests. */
export const paths = {
  cart: 'src/cart.test.ts',
  rates: 'test/rates.test.ts',
  orders: 'src/__tests__/orders.test.ts',
} as const;

/**
 * A file of the shop with texts replaced, each once.
 * @throws Error a text does not stand in it
 */
export const edited = (path: string, ...replacements: readonly (readonly [string, string])[]): string =>
  replacements.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
    return text.replace(from, () => to);
  }, shop[path] ?? '');

/** The test of a file that starts with this line, whole, with the empty line before it. */
export const testAt = (path: string, start: string): string => {
  const text = shop[path] ?? '';
  const from = text.indexOf(start);
  const indent = /^ */.exec(start)?.[0] ?? '';
  const to = text.indexOf(`\n${indent}});\n`, from) + indent.length + 5;
  if (from === -1) throw new Error(`${path} does not hold ${start}`);
  return text.slice(from, to);
};
