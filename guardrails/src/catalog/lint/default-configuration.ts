import local from '@interlock-dev/eslint-plugin-local';
import type { Linter } from 'eslint';
import tseslint from 'typescript-eslint';

/** Rules of ESLint that report certain bugs, need no types and are right about TypeScript as well. */
const certainBugs = [
  'for-direction',
  'no-async-promise-executor',
  'no-class-assign',
  'no-compare-neg-zero',
  'no-cond-assign',
  'no-const-assign',
  'no-constant-binary-expression',
  'no-debugger',
  'no-delete-var',
  'no-dupe-else-if',
  'no-dupe-keys',
  'no-duplicate-case',
  'no-empty-character-class',
  'no-ex-assign',
  'no-func-assign',
  'no-import-assign',
  'no-invalid-regexp',
  'no-loss-of-precision',
  'no-misleading-character-class',
  'no-new-native-nonconstructor',
  'no-obj-calls',
  'no-self-assign',
  'no-self-compare',
  'no-setter-return',
  'no-shadow-restricted-names',
  'no-sparse-arrays',
  'no-this-before-super',
  'no-unreachable',
  'no-unsafe-finally',
  'no-unsafe-negation',
  'no-unsafe-optional-chaining',
  'no-useless-backreference',
  'use-isnan',
  'valid-typeof',
  '@typescript-eslint/no-duplicate-enum-values',
  '@typescript-eslint/no-extra-non-null-assertion',
  '@typescript-eslint/no-misused-new',
  '@typescript-eslint/no-non-null-asserted-optional-chain',
] as const;

/**
 * What a repository without an ESLint configuration is checked by. Certain bugs are errors. The rules of this project's plugin
 * are warnings: a repository that never chose them should be told, not stopped.
 */
export const defaultConfiguration = [
  { ignores: ['**/node_modules/**', '**/dist/**', '**/build/**', '**/coverage/**', '**/*.min.*', '**/vendor/**'] },
  {
    files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
    plugins: { '@typescript-eslint': tseslint.plugin, local },
    languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    rules: {
      ...Object.fromEntries(certainBugs.map((rule) => [rule, 'error'])),
      ...Object.fromEntries(Object.keys(local.rules).map((rule) => [`local/${rule}`, 'warn'])),
    },
  },
  { files: ['**/*.{test,spec}.*', '**/__tests__/**'], rules: { 'local/no-unbounded-outbound-call': 'off' } },
] as unknown as Linter.Config[];
