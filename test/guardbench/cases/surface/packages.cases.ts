import type { Files, GuardbenchCase } from '../../guardbench-case.ts';

const workspace: Files = {
  'package.json': '{ "name": "root", "private": true, "type": "module", "workspaces": ["packages/*"] }\n',
  'packages/cart/package.json':
    '{ "name": "@shop/cart", "version": "1.0.0", "type": "module", "exports": { ".": "./src/index.ts", "./price": "./src/price.ts" } }\n',
  'packages/cart/src/index.ts': `export { add, remove } from './items.ts';\nexport * from './price.ts';\n`,
  'packages/cart/src/items.ts': `export const add = (items: readonly string[], item: string) => [...items, item];\nexport const remove = (items: readonly string[], item: string) => items.filter((other) => other !== item);\n`,
  'packages/cart/src/price.ts': `export const priceOf = (item: string) => item.length;\nexport const vatOf = (item: string) => item.length / 5;\n`,
  'packages/tools/package.json':
    '{ "name": "@shop/tools", "version": "1.0.0", "private": true, "type": "module", "exports": "./src/index.ts" }\n',
  'packages/tools/src/index.ts': `export const sort = (items: readonly string[]) => items.toSorted();\nexport const first = (items: readonly string[]) => items[0];\n`,
};

/** What packages export, and first imports between them. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'a package loses a name that its entry re-exported',
    base: workspace,
    change: { 'packages/cart/src/index.ts': `export { add } from './items.ts';\nexport * from './price.ts';\n` },
    expect: [{ code: 'architecture/surface-shrank', level: 'warning', file: 'packages/cart/src/index.ts' }],
  },
  {
    name: 'a package loses names behind export *, at both of its entries',
    base: workspace,
    change: { 'packages/cart/src/price.ts': `export const priceOf = (item: string) => item.length;\n` },
    expect: [
      { code: 'architecture/surface-shrank', file: 'packages/cart/src/index.ts' },
      { code: 'architecture/surface-shrank', file: 'packages/cart/src/price.ts' },
    ],
  },
  {
    name: 'a package renames what it exports',
    base: workspace,
    change: {
      'packages/cart/src/index.ts': `export { add, remove as drop } from './items.ts';\nexport * from './price.ts';\n`,
    },
    expect: [{ code: 'architecture/surface-shrank', file: 'packages/cart/src/index.ts' }],
  },
  {
    name: 'a package no longer passes a module on',
    base: workspace,
    change: { 'packages/cart/src/index.ts': `export { add, remove } from './items.ts';\n` },
    expect: [{ code: 'architecture/surface-shrank', file: 'packages/cart/src/index.ts' }],
  },
  {
    name: 'a name moves to another module behind the entry',
    base: workspace,
    change: {
      'packages/cart/src/price.ts': `export * from './vat.ts';\n\nexport const priceOf = (item: string) => item.length;\n`,
      'packages/cart/src/vat.ts': `export const vatOf = (item: string) => item.length / 5;\n`,
    },
    expect: [],
  },
  {
    name: 'a package exports more',
    base: workspace,
    change: {
      'packages/cart/src/price.ts': `export const priceOf = (item: string) => item.length;\nexport const vatOf = (item: string) => item.length / 5;\nexport const discountOf = (item: string) => item.length / 9;\n`,
    },
    expect: [],
  },
  {
    name: 'a private package loses a name that nobody imports',
    base: workspace,
    change: { 'packages/tools/src/index.ts': `export const sort = (items: readonly string[]) => items.toSorted();\n` },
    expect: [],
  },
  {
    name: 'a declaration takes another form under the same name',
    base: workspace,
    change: {
      'packages/cart/src/price.ts': `export function priceOf(item: string): number {\n  return item.length;\n}\n\nconst vat = (item: string) => item.length / 5;\n\nexport { vat as vatOf };\n`,
    },
    expect: [],
  },
  {
    name: 'the entry of a package is renamed together with its exports',
    base: workspace,
    change: {
      'packages/cart/package.json':
        '{ "name": "@shop/cart", "version": "1.0.0", "type": "module", "exports": { ".": "./src/main.ts", "./price": "./src/price.ts" } }\n',
      'packages/cart/src/main.ts': { movedFrom: 'packages/cart/src/index.ts' },
    },
    expect: [],
  },
];
