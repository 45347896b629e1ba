import { describe, expect, it } from 'vitest';
import { cruiseBothWays, ownRules, type Edits } from './cruise-both.builder.ts';

const base: Edits = {
  '.dependency-cruiser.mjs': ownRules,
  'package.json': '{ "type": "module", "workspaces": ["guardrails", "services/*"] }',
  'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "strict": true }, "include": ["**/*.ts"] }',
  'guardrails/package.json':
    '{ "name": "@shop/guardrails", "type": "module", "dependencies": { "picomatch": "4" }, "devDependencies": { "yaml": "2" } }',
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
  yaml: null,
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
    head: { [rank]: importing('yaml', 'parse') },
    found: [
      `core-is-pure: ${rank} → node_modules/yaml/dist/index.js`,
      `not-to-undeclared: ${rank} → node_modules/yaml/dist/index.js`,
    ],
  },
  {
    name: 'a package that only development declares, in the product and in a test',
    head: {
      [lint]: importing('yaml', 'parse'),
      'guardrails/src/catalog/lint/lint.test.ts': importing('yaml', 'parse'),
    },
    found: [`no-dev-dependency-in-product: ${lint} → node_modules/yaml/dist/index.js`],
  },
  { name: 'a package that is declared', head: { [lint]: importing('picomatch', 'scan') }, found: [] },
  {
    name: 'a package of the repository by its name',
    head: { [scope]: importing('@shop/chassis', 'log') },
    found: [
      `guardrails-below-agent-tasks: ${scope} → services/chassis/src/log.ts`,
      `not-to-undeclared: ${scope} → services/chassis/src/log.ts`,
    ],
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
