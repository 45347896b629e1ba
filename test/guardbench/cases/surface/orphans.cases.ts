import type { Files, GuardbenchCase } from '../../guardbench-case.ts';

const shop: Files = {
  'package.json': '{ "name": "shop", "version": "1.0.0", "private": true, "type": "module", "main": "src/index.ts" }\n',
  'src/index.ts': `import { add } from './basket/add.ts';\nimport { remove } from './basket/remove.ts';\n\nexport const start = () => [add, remove];\n`,
  'src/basket/add.ts': `import { limit } from './limit.ts';\n\nexport const add = (items: readonly string[], item: string) => [...items, item].slice(0, limit);\n`,
  'src/basket/remove.ts': `export const remove = (items: readonly string[], item: string) => items.filter((other) => other !== item);\n`,
  'src/basket/limit.ts': `export const limit = 10;\n`,
};
const brief = { scope: { write: ['**'], forbid: [] } };
const withoutLimit = `export const add = (items: readonly string[], item: string) => [...items, item];\n`;

/** Modules that a task leaves behind, and modules that only look left. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'a task takes the last import of a module away and leaves it',
    base: shop,
    change: { 'src/basket/add.ts': withoutLimit },
    brief,
    expect: [{ code: 'architecture/orphaned-module', level: 'warning', file: 'src/basket/limit.ts' }],
  },
  {
    name: 'a task adds a module that nothing imports',
    base: shop,
    change: { 'src/basket/count.ts': `export const count = (items: readonly string[]) => items.length;\n` },
    brief,
    expect: [{ code: 'architecture/orphaned-module', level: 'warning', file: 'src/basket/count.ts' }],
  },
  {
    name: 'a task writes a second version and leaves the first',
    base: shop,
    change: {
      'src/basket/remove-all.ts': `export const removeAll = () => [];\n`,
      'src/index.ts': `import { add } from './basket/add.ts';\nimport { removeAll } from './basket/remove-all.ts';\n\nexport const start = () => [add, removeAll];\n`,
    },
    brief,
    expect: [{ code: 'architecture/orphaned-module', level: 'warning', file: 'src/basket/remove.ts' }],
  },
  {
    name: 'a module goes with its last import',
    base: shop,
    change: { 'src/basket/add.ts': withoutLimit, 'src/basket/limit.ts': null },
    brief,
    expect: [],
  },
  {
    name: 'another module imports what one no longer does',
    base: shop,
    change: {
      'src/basket/add.ts': withoutLimit,
      'src/basket/remove.ts': `import { limit } from './limit.ts';\n\nexport const remove = (items: readonly string[], item: string) => items.filter((other) => other !== item).slice(0, limit);\n`,
    },
    brief,
    expect: [],
  },
  {
    name: 'a task adds a script that package.json starts',
    base: shop,
    change: {
      'package.json':
        '{ "name": "shop", "version": "1.0.0", "private": true, "type": "module", "main": "src/index.ts", "scripts": { "report": "node src/basket/report.ts" } }\n',
      'src/basket/report.ts': `export const report = (items: readonly string[]) => items.join('\\n');\n`,
    },
    brief,
    expect: [],
  },
  {
    name: 'a module is renamed with its imports',
    base: shop,
    change: {
      'src/basket/most.ts': { movedFrom: 'src/basket/limit.ts' },
      'src/basket/add.ts': `import { limit } from './most.ts';\n\nexport const add = (items: readonly string[], item: string) => [...items, item].slice(0, limit);\n`,
    },
    brief,
    expect: [],
  },
];
