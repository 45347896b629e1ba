import { createRequire } from 'node:module';
import local from '@interlock-dev/eslint-plugin-local';
import type { Linter } from 'eslint';

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
] as const;

/** Their like for what only TypeScript has. */
const typeScriptBugs = [
  'no-duplicate-enum-values',
  'no-extra-non-null-assertion',
  'no-misused-new',
  'no-non-null-asserted-optional-chain',
] as const;

/** Loading the plugin takes as long as linting ten files, so it is loaded for text that its rules could speak of. */
const mayHaveTypeScriptBug = (text: string): boolean =>
  /\benum\b|!!/u.test(text) ||
  (text.includes('?.') && /[\w$)\]]\s*!(?!=)/u.test(text)) ||
  (/\binterface\b|\bclass\b/u.test(text) && /\bnew\s*\(|\bconstructor\s*\(.*\)\s*:/u.test(text));

const asWarnings = (rules: { readonly [rule: string]: unknown }): { readonly [rule: string]: unknown } =>
  Object.fromEntries(
    Object.entries(rules).map(([rule, entry]) => [
      rule,
      Array.isArray(entry) ? ['warn', ...(entry as readonly unknown[]).slice(1)] : 'warn',
    ]),
  );

/**
 * What a repository without an ESLint configuration is checked by. Certain bugs are errors. The rules of this project's plugin
 * are warnings: a repository that never chose them should be told, not stopped.
 * @param texts what is to be linted
 */
export const createDefaultConfiguration = async (texts: readonly string[]): Promise<Linter.Config[]> => {
  const typeScript = texts.some(mayHaveTypeScriptBug) ? (await import('typescript-eslint')).default.plugin : null;
  return [
    { ignores: ['**/node_modules/**', '**/dist/**', '**/build/**', '**/coverage/**', '**/*.min.*', '**/vendor/**'] },
    {
      files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
      plugins: { local, ...(typeScript !== null && { '@typescript-eslint': typeScript }) },
      languageOptions: { parser: loadParser(), parserOptions: { ecmaFeatures: { jsx: true } } },
      linterOptions: { reportUnusedDisableDirectives: 'off' },
      rules: {
        ...Object.fromEntries(certainBugs.map((rule) => [rule, 'error'])),
        ...(typeScript !== null &&
          Object.fromEntries(typeScriptBugs.map((rule) => [`@typescript-eslint/${rule}`, 'error']))),
        // Most of all an empty `catch`: an error that nobody will ever see. A comment in it says that it is meant.
        'no-empty': 'warn',
        ...asWarnings(local.configs.recommended.rules ?? {}),
        // It speaks of folders that a repository calls pure, and here nobody did: `src/core` means many things.
        'local/no-impure-core': 'off',
      },
    },
    { files: ['**/*.{test,spec}.*', '**/__tests__/**'], rules: { 'local/no-unbounded-outbound-call': 'off' } },
  ] as unknown as Linter.Config[];
};

/** The parser alone: `typescript-eslint` brings it, and its plugin too, which takes longer to load. */
const loadParser = (): unknown => {
  const ours = createRequire(import.meta.url);
  return createRequire(ours.resolve('typescript-eslint'))('@typescript-eslint/parser');
};
