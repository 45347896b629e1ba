import type { GuardbenchCase } from '../../guardbench-case.ts';
import { base, eslintConfig, json, lines, manifest, rules, tsconfig, vitestConfig, workflow } from './base.ts';

const ci = '.github/workflows/ci.yml';

/** Changes after which the checks of the repository find less. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'The compiler is no longer strict',
    base,
    change: { 'tsconfig.json': tsconfig({ strict: false }) },
    expect: [{ code: 'policy/types-weakened', level: 'warning', file: 'tsconfig.json', at: '"strict": false' }],
  },
  {
    name: 'A new tsconfig nearer to the sources is not strict',
    base,
    change: {
      'src/payment/tsconfig.json': json({
        extends: '../../tsconfig.json',
        compilerOptions: { strictNullChecks: false },
      }),
    },
    expect: [
      { code: 'policy/types-weakened', file: 'src/payment/tsconfig.json', at: '"strictNullChecks"' },
      { code: 'policy/protected-file', file: 'src/payment/tsconfig.json' },
    ],
  },
  {
    name: 'The base that a tsconfig extends loses an option',
    base: {
      ...base,
      'tsconfig.base.json': json({ compilerOptions: { strict: true, noUncheckedIndexedAccess: true } }),
      'tsconfig.json': json({ extends: './tsconfig.base.json', include: ['src'] }),
    },
    change: { 'tsconfig.base.json': json({ compilerOptions: { strict: true, noUncheckedIndexedAccess: false } }) },
    expect: [{ code: 'policy/types-weakened', file: 'tsconfig.base.json', at: '"noUncheckedIndexedAccess"' }],
  },
  {
    name: 'A folder of sources leaves every tsconfig',
    base,
    change: { 'tsconfig.json': tsconfig({}, { exclude: ['src/payment'] }) },
    expect: [{ code: 'policy/types-weakened', file: 'tsconfig.json' }],
  },
  {
    name: 'A lint rule is switched off',
    base,
    change: { 'eslint.config.js': eslintConfig(["'no-eval': 'off'", ...rules.slice(1)]) },
    expect: [{ code: 'policy/lint-rule-weakened', level: 'warning', file: 'eslint.config.js', at: "'no-eval': 'off'" }],
  },
  {
    name: 'A lint rule is switched off in a file that the configuration imports',
    base: {
      ...base,
      'lint/rules.js': lines("export default { 'no-eval': 'error' };"),
      'eslint.config.js': lines("import rules from './lint/rules.js';", '', 'export default [{ rules }];'),
    },
    change: { 'lint/rules.js': lines("export default { 'no-eval': 0 };") },
    expect: [{ code: 'policy/lint-rule-weakened', file: 'lint/rules.js', at: "'no-eval': 0" }],
  },
  {
    name: 'A folder of sources is no longer linted',
    base,
    change: { 'eslint.config.js': eslintConfig(rules, "['dist/**', 'src/payment/**']") },
    expect: [{ code: 'policy/lint-files-excluded', file: 'eslint.config.js', at: 'ignores' }],
  },
  {
    name: 'A test is left out by a glob',
    base,
    change: {
      'vitest.config.ts': vitestConfig([
        "include: ['test/**/*.test.ts']",
        "exclude: ['test/charge*']",
        'coverage: { thresholds: { lines: 90, branches: 80 } }',
      ]),
    },
    expect: [{ code: 'policy/tests-excluded', file: 'vitest.config.ts', at: 'exclude' }],
  },
  {
    name: 'A threshold of coverage is lowered',
    base,
    change: {
      'vitest.config.ts': vitestConfig([
        "include: ['test/**/*.test.ts']",
        'coverage: { thresholds: { lines: 60, branches: 80 } }',
      ]),
    },
    expect: [{ code: 'policy/threshold-lowered', file: 'vitest.config.ts', at: 'lines: 60' }],
  },
  {
    name: 'Failing tests are tried again, and none at all pass too',
    base,
    change: {
      'vitest.config.ts': vitestConfig([
        "include: ['test/**/*.test.ts']",
        'retry: 3',
        'passWithNoTests: true',
        'coverage: { thresholds: { lines: 90, branches: 80 } }',
      ]),
    },
    expect: [
      { code: 'policy/tests-softened', file: 'vitest.config.ts', at: 'retry' },
      { code: 'policy/tests-excluded', file: 'vitest.config.ts', at: 'passWithNoTests' },
    ],
  },
  {
    name: 'CI no longer lints',
    base,
    change: { [ci]: workflow({ lint: null }) },
    expect: [{ code: 'policy/ci-weakened', level: 'warning', file: ci, at: 'npm run lint' }],
  },
  {
    name: 'The failure of the tests is thrown away in CI',
    base,
    change: { [ci]: workflow({ test: 'npm test || true' }) },
    expect: [{ code: 'policy/ci-weakened', file: ci, at: 'npm test || true' }],
  },
  {
    name: 'The job of CI may fail',
    base,
    change: { [ci]: workflow({}, { job: ['    continue-on-error: true'] }) },
    expect: [
      { code: 'policy/ci-weakened', file: ci, at: '  check:' },
      { code: 'policy/ci-weakened', file: ci, at: '  check:' },
    ],
  },
  {
    name: 'CI no longer runs on pull requests',
    base,
    change: { [ci]: workflow({}, { on: ['  push:', '    branches: [main]'] }) },
    expect: [{ code: 'policy/ci-weakened', file: ci, at: 'pull_request:' }],
  },
  {
    name: 'The token of CI may write',
    base,
    change: { [ci]: workflow().replace('contents: read', 'contents: write') },
    expect: [{ code: 'policy/ci-permissions-widened', file: ci, at: 'contents: write' }],
  },
  {
    name: 'The lint script allows warnings',
    base,
    change: { 'package.json': manifest({ lint: 'eslint --max-warnings 50 .' }) },
    expect: [{ code: 'policy/script-weakened', file: 'package.json', at: '"lint"' }],
  },
  {
    name: 'The test script of a task passes without tests',
    base,
    change: { 'package.json': manifest({ test: 'vitest run --passWithNoTests' }) },
    brief: { scope: { write: ['**'], forbid: [] } },
    expect: [{ code: 'policy/script-weakened', level: 'error', file: 'package.json', at: '"test"' }],
  },
  {
    name: 'The type-check became an echo',
    base,
    change: { 'package.json': manifest({ typecheck: 'echo types are fine' }) },
    expect: [{ code: 'policy/script-weakened', file: 'package.json', at: '"typecheck"' }],
  },
  {
    name: 'The payment code has no owner any more',
    base: { ...base, '.github/CODEOWNERS': lines('/src/payment/ @acme/payments', '/test/ @acme/orders') },
    change: { '.github/CODEOWNERS': lines('# payment is everyones', '/test/ @acme/orders') },
    expect: [{ code: 'policy/owners-lost', file: '.github/CODEOWNERS' }],
  },
];
