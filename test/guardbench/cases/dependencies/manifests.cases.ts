import { manifest, npmLock } from '../../../../guardrails/src/catalog/dependencies/lockfiles.builder.ts';
import type { ExpectedFinding, Files, GuardbenchCase } from '../../guardbench-case.ts';
import { added, npmBase, pins, ranges } from './base-repository.ts';

const named = (code: string, name: string, level: 'error' | 'warning' = 'error'): ExpectedFinding => ({
  code: `dependencies/${code}`,
  level,
  file: 'package.json',
  at: `"${name}"`,
});

const fault = (name: string, change: Files, expect: readonly ExpectedFinding[]): GuardbenchCase => ({
  name,
  base: npmBase,
  change,
  expect,
});

const clean = (name: string, change: Files, base: Files = npmBase): GuardbenchCase => ({
  name,
  base,
  change,
  expect: [],
});

const task = (write: readonly string[]): Pick<GuardbenchCase, 'brief'> => ({
  brief: { task: 'a-task', scope: { write: [...write], forbid: [] } },
});

/** Manifests and imports that bring what nobody agreed to, and those that do not. */
export const cases: readonly GuardbenchCase[] = [
  fault('A popular name is misspelt', added('lodahs'), [named('lookalike', 'lodahs')]),
  fault('A popular name has another separator', added('fast_glob'), [named('lookalike', 'fast_glob')]),
  fault(
    'A dependency comes from a branch of somebody',
    added('job-queue', { range: 'github:someone/job-queue#main' }),
    [named('unusual-source', 'job-queue', 'warning')],
  ),
  fault(
    'A dependency is fetched without encryption',
    added('job-queue', { range: 'http://files.acme.test/job-queue.tgz' }),
    [named('insecure-source', 'job-queue')],
  ),
  fault('A dependency lies outside of the repository', added('job-queue', { range: 'file:../../shared/job-queue' }), [
    named('outside-path', 'job-queue'),
  ]),
  {
    ...fault('A task brings a dependency that nobody agreed to', added('fastify'), [named('added', 'fastify')]),
    ...task(['**']),
  },
  fault(
    'A file imports what only another package brings',
    { 'src/use.ts': "import pLimit from 'p-limit';\n\nexport const limit = pLimit(4);\n" },
    [{ code: 'dependencies/unlisted', level: 'warning', file: 'src/use.ts', at: 'p-limit' }],
  ),
  fault(
    'A dependency is taken away that a file still imports',
    {
      'package.json': manifest({ lodash: '^4.17.0' }),
      'package-lock.json': npmLock({ lodash: '^4.17.0' }, { lodash: pins['lodash'] ?? {} }),
    },
    [{ code: 'dependencies/unlisted', level: 'error', file: 'src/index.ts', at: "from 'semver'" }],
  ),
  fault(
    'A package may run its install script from now on',
    { 'package.json': manifest(ranges, { trustedDependencies: ['lodash'] }) },
    [{ code: 'dependencies/script-allowed', level: 'warning', file: 'package.json' }],
  ),
  clean('A dependency is added as npm writes it, and used', added('fastify')),
  {
    ...clean('A task may add a dependency when its scope names the manifest', added('fastify')),
    ...task(['src/**', 'package.json', 'package-lock.json']),
  },
  clean('A well-known name resembles another well-known one', added('preact')),
  clean('An import of a builtin needs no manifest', {
    'src/use.ts':
      "import { join } from 'node:path';\nimport fs from 'fs/promises';\n\nexport const use = [join, fs];\n",
  }),
  clean(
    'An alias of the settings is no package',
    { 'src/use.ts': "import { a } from 'shared/a';\n\nexport const b = a;\n" },
    {
      ...npmBase,
      'tsconfig.json':
        '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler", "target": "es2022", "noEmit": true, "paths": { "shared/*": ["./src/shared/*"] } } }\n',
      'src/shared/a.ts': 'export const a = 1;\n',
    },
  ),
  clean('A dependency goes together with its last import', {
    'package.json': manifest({ lodash: '^4.17.0' }),
    'package-lock.json': npmLock({ lodash: '^4.17.0' }, { lodash: pins['lodash'] ?? {} }),
    'src/index.ts': "import { get } from 'lodash';\n\nexport const tools = { get };\n",
  }),
  clean('A fixture names what it likes', {
    'test/fixtures/app/package.json': manifest({ lodahs: 'http://a.test/a.tgz' }),
  }),
  clean('An import stands in a comment only', {
    'src/use.ts': "// import pLimit from 'p-limit';\nexport const use = 1;\n",
  }),
  clean('A manifest gains a script and no dependency', {
    'package.json': manifest(ranges, { scripts: { start: 'node src/index.ts' } }),
  }),
];
