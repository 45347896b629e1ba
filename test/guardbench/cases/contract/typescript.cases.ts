import type { Files, GuardbenchCase } from '../../guardbench-case.ts';

const index = `export { priceOf, type Price } from './price.ts';
export { Cart } from './cart.ts';
`;
const price = `/** What something costs. */
export interface Price {
  readonly cents: number;
  readonly currency: 'EUR' | 'USD';
  readonly note?: string;
}

export interface PriceOptions {
  readonly vat?: boolean;
}

/** The price of an item. */
export const priceOf = (item: string, options?: PriceOptions): Price | null =>
  item === '' ? null : { cents: item.length * (options?.vat === true ? 119 : 100), currency: 'EUR' };
`;
const cart = `import { priceOf } from './price.ts';

/** Items that someone will buy. */
export class Cart {
  private items: string[] = [];
  add(item: string): this {
    this.items.push(item);
    return this;
  }
  total(): number {
    return this.items.reduce((sum, item) => sum + (priceOf(item, {})?.cents ?? 0), 0);
  }
}
`;
const base: Files = {
  'package.json': '{ "name": "root", "private": true, "type": "module", "workspaces": ["packages/*"] }\n',
  'tsconfig.json':
    '{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2023", "allowImportingTsExtensions": true, "noEmit": true } }\n',
  'packages/shop/package.json':
    '{ "name": "@shop/prices", "version": "1.0.0", "type": "module", "exports": { ".": { "types": "./dist/index.d.ts", "default": "./dist/index.js" } } }\n',
  'packages/shop/src/index.ts': index,
  'packages/shop/src/price.ts': price,
  'packages/shop/src/cart.ts': cart,
};
const configuration = { publicApi: ['packages/shop'] };
const file = 'packages/shop/src/price.ts';

/** Packages whose exported types are a contract: what breaks those who compile against them, and what only looks so. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'a package no longer exports a type that its users import',
    ...{ base, configuration },
    change: { 'packages/shop/src/index.ts': index.replace(', type Price', '') },
    expect: [
      { code: 'contract/export-removed', level: 'error', file: 'packages/shop/src/index.ts' },
      { code: 'architecture/surface-shrank', level: 'warning', file: 'packages/shop/src/index.ts' },
    ],
  },
  {
    name: 'a package imports and exports a type in two steps',
    ...{ base, configuration },
    change: {
      'packages/shop/src/index.ts': `import { priceOf, type Price } from './price.ts';\nexport { Cart } from './cart.ts';\nexport { priceOf };\nexport type { Price };\n`,
    },
    expect: [],
  },
  {
    name: 'a union that a function of a package gives has one more literal',
    ...{ base, configuration },
    change: { [file]: price.replace("'EUR' | 'USD'", "'EUR' | 'USD' | 'CHF'") },
    expect: [{ code: 'contract/member-widened', level: 'error', file, at: 'readonly currency' }],
  },
  {
    name: 'a union that a function of a package gives is written in another order',
    ...{ base, configuration },
    change: { [file]: price.replace("'EUR' | 'USD'", "'USD' | 'EUR'") },
    expect: [],
  },
  {
    name: 'options of a function of a package must now be given',
    ...{ base, configuration },
    change: {
      [file]: price.replace('options?: PriceOptions', 'options: PriceOptions').replace('options?.vat', 'options.vat'),
    },
    expect: [{ code: 'contract/parameter-required', level: 'error', file, at: 'export const priceOf' }],
  },
  {
    name: 'options of a function of a package can hold more',
    ...{ base, configuration },
    change: {
      [file]: price.replace('readonly vat?: boolean;', 'readonly vat?: boolean;\n  readonly country?: string;'),
    },
    expect: [],
  },
  {
    name: 'an optional member of what a package gives is gone',
    ...{ base, configuration },
    change: { [file]: price.replace('  readonly note?: string;\n', '') },
    expect: [{ code: 'contract/member-removed', level: 'error', file, at: 'export interface Price {' }],
  },
  {
    name: 'the body and a private member of a class of a package are rewritten',
    ...{ base, configuration },
    change: {
      'packages/shop/src/cart.ts': cart
        .replace('private items: string[] = [];', 'readonly #items: string[] = [];')
        .replaceAll('this.items', 'this.#items'),
    },
    expect: [],
  },
  {
    name: 'a method of a class of a package gives something else',
    ...{ base, configuration },
    change: {
      'packages/shop/src/cart.ts': cart
        .replace('total(): number', 'total(): string')
        .replace('?.cents ?? 0), 0);', '?.cents ?? 0), 0).toFixed(2);'),
    },
    expect: [
      { code: 'contract/return-widened', level: 'error', file: 'packages/shop/src/cart.ts', at: 'total(): string' },
    ],
  },
  {
    name: 'the same break in a package whose types nobody declared to be a contract',
    base,
    change: { [file]: price.replace("'EUR' | 'USD'", "'EUR' | 'USD' | 'CHF'") },
    expect: [],
  },
  {
    name: 'a break of exported types that the brief agreed to',
    ...{ base, configuration },
    brief: { api: 'breaking' },
    change: { [file]: price.replace('  readonly note?: string;\n', '') },
    expect: [],
  },
  {
    name: 'a package exports more than the brief agreed to',
    ...{ base, configuration },
    brief: { api: 'unchanged' },
    change: { 'packages/shop/src/index.ts': index.replace('type Price', 'type Price, type PriceOptions') },
    expect: [{ code: 'contract/addition-not-agreed', level: 'warning' }],
  },
];
