import type { Files, GuardbenchCase } from '../../guardbench-case.ts';

const shop: Files = {
  'package.json': '{ "name": "shop", "version": "1.0.0", "type": "module", "main": "src/index.ts" }\n',
  'src/index.ts': `import { checkout } from './checkout.ts';\nimport { standard } from './rules.ts';\n\nexport const start = () => [checkout([1, 2]), standard];\n`,
  'src/checkout.ts': `import { total } from './total.ts';\n\nexport const currency = 'EUR';\n\nexport const checkout = (prices: readonly number[]) => total(prices);\n`,
  'src/total.ts': `import type { Rule } from './rules.ts';\n\nexport const noRule: Rule = { rate: 0 };\n\nexport const total = (prices: readonly number[]) => prices.reduce((sum, price) => sum + price, 0);\n`,
  'src/rules.ts': `export interface Rule {\n  readonly rate: number;\n}\n\nexport const standard: Rule = { rate: 19 };\n`,
};

const brief = { scope: { write: ['**'], forbid: [] } };
const closed = `import { currency } from './checkout.ts';\nimport type { Rule } from './rules.ts';\n\nexport const noRule: Rule = { rate: 0 };\n\nexport const total = (prices: readonly number[]) => \`\${prices.length} \${currency}\`;\n`;

const knot: Files = {
  ...shop,
  'src/total.ts': closed,
};

/** Cycles of imports, and what looks like one. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'a task closes a cycle of two modules',
    base: shop,
    change: { 'src/total.ts': closed },
    brief,
    expect: [{ code: 'architecture/new-cycle', level: 'error', file: 'src/total.ts', at: `from './checkout.ts'` }],
  },
  {
    name: 'a branch closes a cycle of three modules',
    base: shop,
    change: {
      'src/rules.ts': `import { currency } from './checkout.ts';\n\nexport interface Rule {\n  readonly rate: number;\n}\n\nexport const standard = { rate: 19, currency };\n`,
      'src/total.ts': `import { standard } from './rules.ts';\n\nexport const total = (prices: readonly number[]) => prices.length * standard.rate;\n`,
    },
    expect: [{ code: 'architecture/new-cycle', level: 'warning', file: 'src/rules.ts', at: `from './checkout.ts'` }],
  },
  {
    name: 'an import of types begins to run and closes a cycle',
    base: {
      ...shop,
      'src/total.ts': closed.replace('import { currency }', 'import type { currency }').replace('currency}', 'prices}'),
    },
    change: { 'src/total.ts': closed },
    expect: [{ code: 'architecture/new-cycle', file: 'src/total.ts', at: `from './checkout.ts'` }],
  },
  {
    name: 'a module takes a constant from the barrel that exports it',
    base: {
      ...shop,
      'src/index.ts': `export * from './checkout.ts';\nexport * from './rules.ts';\nexport const locale = 'de';\n`,
    },
    change: {
      'src/total.ts': `import { locale } from './index.ts';\n\nexport const total = (prices: readonly number[]) => prices.length + locale.length;\n`,
    },
    brief,
    expect: [{ code: 'architecture/new-cycle', level: 'error', file: 'src/total.ts', at: `from './index.ts'` }],
  },
  {
    name: 'a module imports itself',
    base: shop,
    change: {
      'src/rules.ts': `import * as own from './rules.ts';\n\nexport interface Rule {\n  readonly rate: number;\n}\n\nexport const standard: Rule = { rate: 19 };\nexport const all = () => Object.keys(own);\n`,
    },
    brief,
    expect: [{ code: 'architecture/new-cycle', level: 'error', file: 'src/rules.ts', at: `from './rules.ts'` }],
  },
  {
    name: 'a module that another still imports is deleted',
    base: {
      'package.json': '{ "name": "shop", "version": "1.0.0", "type": "module", "main": "src/index.js" }\n',
      'src/index.js': `import { total } from './total.js';\n\nexport const start = () => total;\n`,
      'src/total.js': `export const total = 1;\n`,
    },
    change: { 'src/total.js': null },
    expect: [{ code: 'architecture/unresolvable', level: 'error', file: 'src/index.js', at: `'./total.js'` }],
  },
  {
    name: 'two modules know each other by types alone',
    base: shop,
    change: {
      'src/total.ts': `import type { currency } from './checkout.ts';\n\nexport type Currency = typeof currency;\n\nexport const total = (prices: readonly number[]) => prices.length;\n`,
    },
    brief,
    expect: [],
  },
  {
    name: 'two modules know each other by an interface that is imported without the word type',
    base: shop,
    change: {
      'src/checkout.ts': `import { total } from './total.ts';\n\nexport interface Basket {\n  readonly size: number;\n}\n\nexport const checkout = (prices: readonly number[]) => total(prices);\n`,
      'src/total.ts': `import { Basket } from './checkout.ts';\n\nexport const sizeOf = (basket: Basket) => basket.size;\n\nexport const total = (prices: readonly number[]) => prices.length;\n`,
    },
    brief,
    expect: [],
  },
  {
    name: 'a module is loaded later to stay out of a cycle',
    base: shop,
    change: {
      'src/total.ts': `export const load = () => import('./checkout.ts');\n\nexport const total = (prices: readonly number[]) => prices.length;\n`,
    },
    brief,
    expect: [],
  },
  {
    name: 'a file of an old cycle is renamed',
    base: knot,
    change: {
      'src/sum.ts': { movedFrom: 'src/total.ts' },
      'src/checkout.ts': `import { total } from './sum.ts';\n\nexport const currency = 'EUR';\n\nexport const checkout = (prices: readonly number[]) => total(prices);\n`,
    },
    brief,
    expect: [],
  },
  {
    name: 'a cycle stands in a comment and in a string',
    base: shop,
    change: {
      'src/rules.ts': `// import { checkout } from './checkout.ts';\nexport interface Rule {\n  readonly rate: number;\n}\n\nexport const standard: Rule = { rate: 19 };\nexport const hint = "import { total } from './total.ts'";\n`,
    },
    brief,
    expect: [],
  },
  {
    name: 'an import leads to a file that a build makes',
    base: {
      'package.json': '{ "name": "shop", "version": "1.0.0", "type": "module", "main": "src/index.js" }\n',
      '.gitignore': 'node_modules\nsrc/version.js\n',
      'src/index.js': `export const start = () => 1;\n`,
    },
    change: {
      'src/index.js': `import { version } from './version.js';\n\nexport const start = () => version;\n`,
    },
    expect: [],
  },
];
