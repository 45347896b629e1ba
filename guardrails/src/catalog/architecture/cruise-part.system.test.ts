import { describe, expect, it } from 'vitest';
import { cruiseBothWays, ownRules, type Edits } from './cruise-both.builder.ts';

const base: Edits = {
  '.dependency-cruiser.mjs': ownRules,
  'package.json': '{ "type": "module", "workspaces": ["guardrails", "services/*"] }',
  'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "strict": true }, "include": ["**/*.ts"] }',
  'guardrails/package.json':
    '{ "name": "@shop/guardrails", "type": "module", "dependencies": { "picomatch": "4" }, "devDependencies": { "typebox": "1" } }',
  'guardrails/src/change/change.ts': `export type Change = { files: string[] };\nexport const empty: Change = { files: [] };\n`,
  'guardrails/src/check/check.ts': `import { lint } from '../catalog/lint/lint.ts';\nimport type { Change } from '../change/change.ts';\nexport const check = (change: Change) => lint(change);\n`,
  'guardrails/src/catalog/lint/lint.ts': `import type { Change } from '../../change/change.ts';\nimport { read } from './read.ts';\nexport const lint = (change: Change) => read(change);\n`,
  'guardrails/src/catalog/lint/read.ts': `import type { Change } from '../../change/change.ts';\nexport const read = (change: Change) => change.files;\n`,
  'guardrails/src/catalog/scope/scope.ts': `import { empty } from '../../change/change.ts';\nexport const scope = empty;\n`,
  'guardrails/src/catalog/scope/scope.test.ts': `import { scope } from './scope.ts';\nexport const tested = scope;\n`,
  'guardrails/src/catalog/scope/old.ts': `import fs from 'node:fs';\nexport const old = fs;\n`,
  'services/chassis/package.json': '{ "name": "@shop/chassis", "type": "module", "exports": "./src/log.ts" }',
  'services/chassis/src/log.ts': `export const log = (text: string) => text;\nexport type Log = typeof log;\n`,
  'services/ranking/package.json':
    '{ "name": "@shop/ranking", "type": "module", "dependencies": { "@shop/chassis": "1" } }',
  'services/ranking/src/core/rank.ts': `import { score } from './score.ts';\nexport const rank = () => score;\n`,
  'services/ranking/src/core/score.ts': `export const score = 1;\n`,
  'services/ranking/src/server.ts': `import { log } from '@shop/chassis';\nimport { rank } from './core/rank.ts';\nexport const server = [log, rank];\n`,
  'scripts/demo.ts': `import { server } from '../services/ranking/src/server.ts';\nexport const demo = server;\n`,
};
const installed = {
  picomatch: null,
  typebox: null,
  '@shop/chassis': 'services/chassis',
  '@shop/guardrails': 'guardrails',
};

const score = 'services/ranking/src/core/score.ts';
const rank = 'services/ranking/src/core/rank.ts';
const lint = 'guardrails/src/catalog/lint/lint.ts';
const read = 'guardrails/src/catalog/lint/read.ts';
const scope = 'guardrails/src/catalog/scope/scope.ts';

const importing = (specifier: string, name = 'x'): string =>
  `import { ${name} } from '${specifier}';\nexport const made = ${name};\n`;

type Case = { readonly name: string; readonly head: Edits; readonly found: readonly string[] };

const cases: readonly Case[] = [
  { name: 'a clean import', head: { [scope]: importing('../../change/change.ts', 'empty') }, found: [] },
  {
    name: 'an import of another guardrail',
    head: { [scope]: importing('../lint/read.ts', 'read') },
    found: [`guardrail-knows-no-other: ${scope} → ${read}`],
  },
  {
    name: 'a builtin with and without its prefix where a guardrail may name none',
    head: { [scope]: `import fs from 'node:fs';\nimport os from 'os';\nexport const scope = [fs, os];\n` },
    found: [`guardrail-sees-only-its-context: ${scope} → fs`, `guardrail-sees-only-its-context: ${scope} → os`],
  },
  {
    name: 'a breach that base has too, moved to another line',
    head: { 'guardrails/src/catalog/scope/old.ts': `\n\nimport fs from 'node:fs';\nexport const old = [fs];\n` },
    found: [],
  },
  {
    name: 'a breach that base has too, in a file of another name',
    head: {
      'guardrails/src/catalog/scope/old.ts': null,
      'guardrails/src/catalog/scope/older.ts': `import fs from 'node:fs';\nexport const old = fs;\n`,
    },
    found: [],
  },
  {
    name: 'a station that imports a later one',
    head: {
      'guardrails/src/change/change.ts': `import { check } from '../check/check.ts';\nexport type Change = { files: string[] };\nexport const empty = check;\n`,
    },
    found: ['guardrails-order: guardrails/src/change/change.ts → guardrails/src/check/check.ts'],
  },
  {
    name: 'a cycle of two modules',
    head: { [read]: `import { lint } from './lint.ts';\nexport const read = () => lint;\n` },
    found: [`no-circular: ${lint} → ${read}`],
  },
  {
    name: 'a cycle of types alone',
    head: {
      [read]: `import type { lint } from './lint.ts';\nexport type Read = typeof lint;\nexport const read = () => [];\n`,
    },
    found: [],
  },
  {
    name: 'a cycle that a module which is not changed closes',
    head: { [score]: importing('../server.ts', 'server') },
    found: [
      `core-is-pure: ${score} → services/ranking/src/server.ts`,
      `no-circular: ${rank} → ${score} → services/ranking/src/server.ts`,
    ],
  },
  {
    name: 'an import() on a cycle',
    head: { [read]: `export const read = () => import('./lint.ts');\n` },
    found: [`no-circular: ${lint} → ${read}`],
  },
  {
    name: 'an import of nothing',
    head: { [scope]: importing('./nothing.ts') },
    found: [`not-to-unresolvable: ${scope} → ./nothing.ts`],
  },
  {
    name: 'a file that is deleted and still imported by one that is not changed',
    head: { [score]: null },
    found: [`core-is-pure: ${rank} → ./score.ts`, `not-to-unresolvable: ${rank} → ./score.ts`],
  },
  {
    name: 'a package that is installed and not declared',
    head: { [rank]: importing('typebox', 'Type') },
    found: [`not-to-undeclared: ${rank} → node_modules/typebox/build/index.mjs`],
  },
  {
    name: 'a package that only development declares, in the product and in a test',
    head: {
      [lint]: importing('typebox', 'Type'),
      'guardrails/src/catalog/lint/lint.test.ts': importing('typebox', 'Type'),
    },
    found: [`no-dev-dependency-in-product: ${lint} → node_modules/typebox/build/index.mjs`],
  },
  { name: 'a package that is declared', head: { [lint]: importing('picomatch', 'scan') }, found: [] },
  {
    name: 'a package of the repository by its name',
    head: { [scope]: importing('@shop/chassis', 'log') },
    found: [`guardrails-below-agent-tasks: ${scope} → services/chassis/src/log.ts`],
  },
  {
    name: 'product code that imports scripts, and a test that may',
    head: {
      'services/ranking/src/a.ts': importing('../../../scripts/demo.ts', 'demo'),
      'services/ranking/src/a.test.ts': importing('../../../scripts/demo.ts', 'demo'),
    },
    found: [
      'nothing-imports-scripts-or-test: services/ranking/src/a.ts → scripts/demo.ts',
      'services-stand-alone: services/ranking/src/a.test.ts → scripts/demo.ts',
      'services-stand-alone: services/ranking/src/a.ts → scripts/demo.ts',
    ],
  },
  {
    name: 'types in a core, and what runs',
    head: {
      'services/ranking/src/core/types.ts': `import type { Log } from '@shop/chassis';\nexport type Logs = Log[];\n`,
      'services/ranking/src/core/runs.ts': `import { log } from '@shop/chassis';\nexport const logs = [log];\n`,
    },
    found: ['core-is-pure: services/ranking/src/core/runs.ts → services/chassis/src/log.ts'],
  },
  {
    name: 'a breach in a folder that the rules leave out',
    head: { 'guardrails/src/catalog/scope/fixtures/a.ts': importing('../../lint/read.ts', 'read') },
    found: [],
  },
  {
    name: 'a re-export and a require against an arrow',
    head: {
      [scope]: `export { read } from '../lint/read.ts';\n`,
      'guardrails/src/catalog/scope/late.cts': `export const late = require('../lint/lint.ts');\n`,
    },
    found: [
      `guardrail-knows-no-other: ${scope} → ${read}`,
      `guardrail-knows-no-other: guardrails/src/catalog/scope/late.cts → ${lint}`,
    ],
  },
];

describe('a part of the tree, judged by the rules of this repository', () => {
  it.each(cases)('gives what a cruise of the whole tree gives: $name', async ({ head, found }) => {
    const { why, part, whole } = await cruiseBothWays({ base, head, installed });
    expect(why).toBe(null);
    expect(part).toEqual(whole);
    expect(part).toEqual([...found].sort());
  });
});

const ordersRules = `export default {
  forbidden: [
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: '^src/main' }, to: {} },
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
  ],
  allowed: [{ from: { path: '^src/([^/]+)/' }, to: { path: '^src/($1|shared)/' } }, { from: { path: '^src/main' }, to: {} }],
  allowedSeverity: 'error',
  required: [{ name: 'handlers-log', severity: 'error', module: { path: '^src/handlers/' }, to: { path: '^src/shared/log' } }],
  options: { tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' } },
};
`;

const orders: Edits = {
  '.dependency-cruiser.mjs': ordersRules,
  'package.json': '{ "type": "module" }',
  'tsconfig.json': '{ "compilerOptions": { "paths": { "@shared/*": ["./src/shared/*"] } }, "include": ["src"] }',
  'src/main.ts': `import './handlers/get';\nimport './handlers/put';\n`,
  'src/handlers/get.ts': `import { log } from '@shared/log';\nexport const get = log;\n`,
  'src/handlers/put.ts': `import { log } from '@shared/log';\nimport { once } from './once';\nexport const put = [log, once];\n`,
  'src/handlers/once.ts': `import '@shared/log';\nexport const once = 1;\n`,
  'src/shared/log.ts': `import { format } from './format';\nexport const log = format;\n`,
  'src/shared/format.ts': `export const format = 1;\n`,
};

describe('a part of the tree, judged by rules about orphans, and by allowed and required rules', () => {
  it.each<Case>([
    {
      name: 'a module that loses its only importer, which is not changed itself',
      head: { 'src/shared/log.ts': 'export const log = 1;\n' },
      found: ['no-orphans: src/shared/format.ts → src/shared/format.ts'],
    },
    {
      name: 'a module that nobody imports, beside one that somebody does',
      head: {
        'src/shared/alone.ts': 'export const alone = 1;\n',
        'src/shared/format.ts': 'export const format = 2;\n',
      },
      found: ['no-orphans: src/shared/alone.ts → src/shared/alone.ts'],
    },
    {
      name: 'an import that no rule allows, a handler that lacks what is required, and a cycle over an alias',
      head: {
        'src/handlers/get.ts': 'export const get = 1;\n',
        'src/shared/format.ts': `import { put } from '../handlers/put';\nimport { log } from '@shared/log';\nexport const format = [put, log];\n`,
      },
      found: [
        'handlers-log: src/handlers/get.ts → src/handlers/get.ts',
        'no-cycle: src/handlers/once.ts → src/shared/log.ts → src/shared/format.ts → src/handlers/put.ts',
        'no-cycle: src/handlers/put.ts → src/shared/log.ts → src/shared/format.ts',
        'no-cycle: src/shared/format.ts → src/shared/log.ts',
        'not-in-allowed: src/shared/format.ts → src/handlers/put.ts',
      ],
    },
  ])('gives what a cruise of the whole tree gives: $name', async ({ head, found }) => {
    const { why, part, whole } = await cruiseBothWays({ base: orders, head });
    expect(why).toBe(null);
    expect(part).toEqual(whole);
    expect(part).toEqual([...found].sort());
  });

  it('leaves the whole tree to dependency-cruiser when a package.json changes', async () => {
    const { why } = await cruiseBothWays({ base: orders, head: { 'package.json': '{ "type": "commonjs" }' } });
    expect(why).toBe('package.json is changed');
  });

  it('leaves the whole tree to dependency-cruiser when it would read on in a package', async () => {
    const head = { 'src/shared/format.ts': `import { valid } from 'semver';\nexport const format = valid;\n` };
    const { why } = await cruiseBothWays({ base: orders, head, installed: { semver: null } });
    expect(why).toMatch(/^node_modules\/semver\/.* would be followed$/u);
  });
});

const modulePath = (at: number): string => `packages/p${String(Math.floor(at / 100))}/src/m${String(at % 100)}.ts`;

/** Five packages of a hundred modules, each of which imports up to three of its package, and each tenth one of the package before. */
const manyModules = (): Readonly<Record<string, string>> => {
  const texts = Array.from({ length: 500 }, (_, at) => {
    const near = [1, 7, 23].filter((step) => at % 100 >= step).map((step) => `./m${String((at % 100) - step)}.ts`);
    const far = at >= 100 && at % 10 === 0 ? [`../../../${modulePath(at - 100)}`] : [];
    const imports = [...near, ...far].map((from, index) => `import { value as v${String(index)} } from '${from}';\n`);
    const sum = ['1', ...imports.map((_line, index) => `v${String(index)}`)].join(' + ');
    return [modulePath(at), `${imports.join('')}export const value = ${sum};\n`] as const;
  });
  return Object.fromEntries(texts);
};

describe('a part of a repository of 500 modules', () => {
  it('gives what a cruise of the whole tree gives', async () => {
    const modules = manyModules();
    const edit = (at: number, more: string) => [modulePath(at), `${modules[modulePath(at)] ?? ''}${more}`] as const;
    const rules = `export default { forbidden: [
      { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
      { name: 'no-orphans', severity: 'warn', from: { orphan: true }, to: {} },
      { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
      { name: 'first-stands-alone', severity: 'error', from: { path: '^packages/p0/' }, to: { path: '^packages/(?!p0/)' } },
    ], options: { tsPreCompilationDeps: true } };\n`;
    const { why, part, whole } = await cruiseBothWays({
      base: { ...modules, '.dependency-cruiser.mjs': rules, 'package.json': '{ "type": "module" }' },
      head: Object.fromEntries([
        edit(3, `import { value as later } from './m50.ts';\nexport const more = later;\n`),
        edit(50, `import { value as other } from '../../p1/src/m49.ts';\nexport const further = other;\n`),
        edit(120, `export { nothing } from './nothing.ts';\n`),
        edit(230, `export const clean = 1;\n`),
      ]),
    });
    expect(why).toBe(null);
    expect(part).toEqual(whole);
    expect(part).toContain(`resolvable: ${modulePath(120)} → ./nothing.ts`);
    expect(part).toContain(`first-stands-alone: ${modulePath(50)} → ${modulePath(149)}`);
    expect(part.filter((line) => line.startsWith('no-cycle: ')).length).toBeGreaterThan(3);
  });
});
