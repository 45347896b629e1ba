import type { GuardbenchCase } from '../../guardbench-case.ts';
import { base, eslintConfig, json, lines, manifest, rules, tsconfig, vitestConfig, workflow } from './base.ts';

const ci = '.github/workflows/ci.yml';
const clean = (name: string, change: GuardbenchCase['change'], from = base): GuardbenchCase => ({
  name,
  base: from,
  change,
  expect: [],
});

/** Changes of configuration after which the checks find as much as before, or more. */
export const cases: readonly GuardbenchCase[] = [
  clean('A tsconfig is formatted in another way, with a comment', {
    'tsconfig.json': lines(
      '{',
      '  // For Node.',
      '  "compilerOptions": { "strict": true, "noUncheckedIndexedAccess": true, "module": "nodenext", "target": "es2023", },',
      '  "include": ["src", "test"],',
      '}',
    ),
  }),
  clean('The compiler becomes stricter', { 'tsconfig.json': tsconfig({ exactOptionalPropertyTypes: true }) }),
  clean(
    'An option moves into the base that a tsconfig extends',
    {
      'tsconfig.base.json': json({
        compilerOptions: { module: 'nodenext', strict: true, noUncheckedIndexedAccess: true },
      }),
      'tsconfig.json': json({ extends: './tsconfig.base.json', include: ['src', 'test'] }),
    },
    { ...base, 'tsconfig.base.json': json({ compilerOptions: { module: 'nodenext' } }) },
  ),
  clean(
    'One of two tsconfigs leaves tests out that the other covers',
    { 'tsconfig.build.json': json({ extends: './tsconfig.json', exclude: ['test'] }) },
    { ...base, 'tsconfig.build.json': json({ extends: './tsconfig.json' }) },
  ),
  clean('A lint rule becomes stricter', {
    'eslint.config.js': eslintConfig([rules[0], "'no-console': 'error'", rules[2]]),
  }),
  clean(
    'A lint rule moves into a preset of the repository that has it',
    { 'eslint.config.js': lines("import preset from './lint/preset.js';", '', 'export default [...preset];') },
    {
      ...base,
      'lint/preset.js': lines("export default [{ rules: { 'no-eval': 'error' } }];"),
      'eslint.config.js': lines(
        "import preset from './lint/preset.js';",
        '',
        "export default [...preset, { rules: { 'no-eval': 'error' } }];",
      ),
    },
  ),
  clean(
    'A lint rule gives way to the one of a plugin that stands in for it',
    {
      'eslint.config.js': lines(
        "export default [{ rules: { 'no-unused-vars': 'off', 'ts/no-unused-vars': 'error' } }];",
      ),
    },
    { ...base, 'eslint.config.js': lines("export default [{ rules: { 'no-unused-vars': 'error' } }];") },
  ),
  clean('Only what is built is no longer linted', {
    'eslint.config.js': eslintConfig(rules, "['dist/**', 'coverage/**']"),
  }),
  clean('A threshold of coverage is raised, and a glob that hits no test is left out', {
    'vitest.config.ts': vitestConfig([
      "include: ['test/**/*.test.ts']",
      "exclude: ['**/fixtures/**']",
      'coverage: { thresholds: { lines: 95, branches: 80 } }',
    ]),
  }),
  clean('The settings of the tests move into a constant', {
    'vitest.config.ts': lines(
      "import { defineConfig } from 'vitest/config';",
      '',
      'const thresholds = { lines: 90, branches: 80 };',
      '',
      "export default defineConfig({ test: { include: ['test/**/*.test.ts'], coverage: { thresholds } } });",
    ),
  }),
  clean('A step of CI gets a name', { [ci]: workflow({ lint: 'npm run lint\n        name: Lint' }) }),
  clean('CI lints by the script of another name', { [ci]: workflow({ lint: 'npm run lint:ci' }) }),
  clean('CI checks more', { [ci]: workflow({ test: 'npm test\n      - run: npm run typecheck' }) }),
  clean('The branch that CI pushes to has a new name', {
    [ci]: workflow({}, { on: ['  pull_request:', '  push:', '    branches: [trunk]'] }),
  }),
  clean('CI skips changes of prose', {
    [ci]: workflow(
      {},
      { on: ['  pull_request:', "    paths-ignore: ['**.md', 'docs/**']", '  push:', '    branches: [main]'] },
    ),
  }),
  clean('An action is updated to another pinned version', {
    [ci]: workflow().replace('08eba0b27e820071cde6df949e0beb9ba4906955', '11bd71901bbe5b1630ceea73d27597364c9af683'),
  }),
  clean('A script of the package has a new name', {
    'package.json': json({
      ...{ name: 'orders', version: '1.4.0', private: true, type: 'module' },
      scripts: {
        ...{ build: 'tsc -p tsconfig.json', test: 'vitest run', types: 'tsc --noEmit' },
        ...{ lint: 'eslint --max-warnings 0 .', start: 'node dist/server.js' },
      },
    }),
  }),
  clean('The test script also measures coverage', { 'package.json': manifest({ test: 'vitest run --coverage' }) }),
  clean('A deploy script echoes and goes on', {
    'package.json': manifest({ deploy: 'rsync dist host: || echo not deployed' }),
  }),
  clean('Another team owns the payment code', {
    '.github/CODEOWNERS': lines('* @acme/orders', '/src/payment/ @acme/billing'),
  }),
];
