import type { Files, GuardbenchCase } from '../../guardbench-case.ts';

const total = `export type Item = { readonly price: number; readonly count: number };

export const total = (items: readonly Item[], rate: number): number => {
  let sum = 0;
  for (const item of items) {
    if (item.count < 0) throw new Error('A count is below zero');
    const price = item.price * item.count;
    if (price > 1000) {
      sum += price * 0.9;
    } else {
      sum += price;
    }
  }
  const tax = sum * rate;
  return Math.round((sum + tax) * 100) / 100;
};
`;
const other = total
  .replace('export type Item', 'type Row')
  .replaceAll('Item', 'Row')
  .replace('export const total', 'export const priceOfOrder')
  .replaceAll('items', 'rows')
  .replaceAll('sum', 'result')
  .replace('0.9', '0.95');

const shop: Files = {
  'package.json': '{ "name": "shop", "version": "1.0.0", "private": true, "type": "module", "main": "src/index.ts" }\n',
  'src/index.ts': `import { total } from './basket/total.ts';\n\nexport const start = () => total([], 0.19);\n`,
  'src/basket/total.ts': total,
};
const brief = { scope: { write: ['**'], forbid: [] } };
const useBoth = `import { total } from './basket/total.ts';\nimport { priceOfOrder } from './order.ts';\n\nexport const start = () => [total([], 0.19), priceOfOrder([], 0.07)];\n`;

/** Code that a task writes a second time, and code that is only alike. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'a task writes a function again under other names',
    base: shop,
    change: { 'src/order.ts': other, 'src/index.ts': useBoth },
    brief,
    expect: [{ code: 'architecture/duplicated-code', level: 'warning', file: 'src/order.ts', at: 'type Row' }],
  },
  {
    name: 'a task copies a function within its file',
    base: shop,
    change: {
      'src/basket/total.ts': `${total}\n${total.slice(total.indexOf('export const')).replace('const total', 'const totalOfGifts').replace('0.9;', '0.8;')}`,
    },
    brief,
    expect: [
      { code: 'architecture/duplicated-code', level: 'warning', file: 'src/basket/total.ts', at: 'totalOfGifts' },
    ],
  },
  {
    name: 'a function moves to another file',
    base: shop,
    change: {
      'src/order.ts': total.replace('const total', 'const priceOfOrder'),
      'src/basket/total.ts': `export { priceOfOrder as total } from '../order.ts';\n`,
    },
    brief,
    expect: [],
  },
  {
    name: 'two functions share a few lines',
    base: shop,
    change: {
      'src/order.ts': `type Row = { readonly price: number; readonly count: number };\n\nexport const priceOfOrder = (rows: readonly Row[], rate: number): number => {\n  let sum = 0;\n  for (const row of rows) {\n    if (row.count < 0) throw new Error('A count is below zero');\n    sum += row.price;\n  }\n  return sum * rate;\n};\n`,
      'src/index.ts': useBoth,
    },
    brief,
    expect: [],
  },
  {
    name: 'two tables of settings have the same shape',
    base: {
      ...shop,
      'src/basket/total.ts': `export const total = (items: readonly string[], rate: number) => items.length * rate;\n\nexport const rates = {\n${'abcdefghijklmnop'
        .split('')
        .map((key, index) => `  ${key}: { rate: ${index}, name: '${key}' },\n`)
        .join('')}};\n`,
    },
    change: {
      'src/order.ts': `export const priceOfOrder = (items: readonly string[], rate: number) => rates.a.rate + items.length * rate;\n\nconst rates = {\n${'abcdefghijklmnop'
        .split('')
        .map((key, index) => `  ${key}: { rate: ${index * 2}, name: '${key}${key}' },\n`)
        .join('')}};\n`,
      'src/index.ts': useBoth,
    },
    brief,
    expect: [],
  },
];
