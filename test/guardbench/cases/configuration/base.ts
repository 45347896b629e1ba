import type { Files } from '../../guardbench-case.ts';

/** Lines as the content of a file. */
export const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

/** A value as the content of a JSON file. */
export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The manifest of the repository that the cases start from, with other scripts where a case needs them. */
export const manifest = (scripts: Readonly<Record<string, string>> = {}, more: object = {}): string =>
  json({
    ...{ name: 'orders', version: '1.4.0', private: true, type: 'module' },
    scripts: {
      ...{ build: 'tsc -p tsconfig.json', test: 'vitest run', typecheck: 'tsc --noEmit' },
      ...{ lint: 'eslint --max-warnings 0 .', start: 'node dist/server.js', ...scripts },
    },
    ...more,
  });

/** The compiler's options of the repository. */
export const tsconfig = (options: object = {}, more: object = {}): string =>
  json({
    compilerOptions: {
      ...{ target: 'es2023', module: 'nodenext', strict: true, noUncheckedIndexedAccess: true },
      ...options,
    },
    include: ['src', 'test'],
    ...more,
  });

/** The lint rules of the repository. */
export const eslintConfig = (rules: readonly string[], ignores = "['dist/**']"): string =>
  lines(
    'export default [',
    `  { ignores: ${ignores} },`,
    '  {',
    "    files: ['**/*.ts'],",
    '    rules: {',
    ...rules.map((rule) => `      ${rule},`),
    '    },',
    '  },',
    '];',
  );

/** Rules that the repository starts with. */
export const rules = ["'no-eval': 'error'", "'no-console': 'warn'", "eqeqeq: 'error'"] as const;

/** The workflow of the repository; a null drops a step, a text stands in place of one. */
export const workflow = (
  steps: { readonly lint?: string | null; readonly test?: string | null } = {},
  { on = ['  pull_request:', '  push:', '    branches: [main]'], job = [] as readonly string[] } = {},
): string =>
  lines(
    ...[
      'name: CI',
      'on:',
      ...on,
      'permissions:',
      '  contents: read',
      'jobs:',
      '  check:',
      '    runs-on: ubuntu-latest',
    ],
    ...job,
    ...['    steps:', '      - uses: actions/checkout@08eba0b27e820071cde6df949e0beb9ba4906955', '      - run: npm ci'],
    ...(steps.lint === null ? [] : [`      - run: ${steps.lint ?? 'npm run lint'}`]),
    ...(steps.test === null ? [] : [`      - run: ${steps.test ?? 'npm test'}`]),
  );

/** The configuration of the tests. */
export const vitestConfig = (options: readonly string[]): string =>
  lines(
    "import { defineConfig } from 'vitest/config';",
    '',
    'export default defineConfig({',
    '  test: {',
    ...options.map((option) => `    ${option},`),
    '  },',
    '});',
  );

/** A small service with its checks. */
export const base: Files = {
  'package.json': manifest(),
  'tsconfig.json': tsconfig(),
  'eslint.config.js': eslintConfig(rules),
  'vitest.config.ts': vitestConfig([
    "include: ['test/**/*.test.ts']",
    'coverage: { thresholds: { lines: 90, branches: 80 } }',
  ]),
  '.github/workflows/ci.yml': workflow(),
  '.github/CODEOWNERS': lines('* @acme/orders', '/src/payment/ @acme/payments'),
  'src/total.ts': lines(
    'export const total = (prices: readonly number[]): number => prices.reduce((a, b) => a + b, 0);',
  ),
  'src/payment/charge.ts': lines('export const charge = (cents: number): string => `charged ${cents}`;'),
  'test/total.test.ts': lines(
    "import { expect, it } from 'vitest';",
    "import { total } from '../src/total.js';",
    '',
    "it('adds', () => {",
    '  expect(total([1, 2])).toBe(3);',
    '});',
  ),
  'test/charge.test.ts': lines(
    "import { expect, it } from 'vitest';",
    "import { charge } from '../src/payment/charge.js';",
    '',
    "it('says what it charged', () => {",
    "  expect(charge(5)).toBe('charged 5');",
    '});',
  ),
};
