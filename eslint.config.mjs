import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import local from './eslint-plugin-local/src/index.ts';

export default defineConfig(
  { ignores: ['**/node_modules/**', '**/dist/**', '**/generated/**', '**/fixtures/**', '**/coverage/**'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, local.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Here every dropped error is looked at; the preset reports only what is certain in anybody's code.
      'local/no-swallowed-error': 'error',
      // Where Interlock keeps its state, and what its own processes tell each other.
      'local/no-environment-read': ['error', { allow: ['INTERLOCK_*'] }],
      'max-params': ['error', 3],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['services/**/*.ts'], rules: { 'local/instrumented-route': ['error', { require: 'everywhere' }] } },
  { files: ['**/*.test.ts'], rules: { 'max-lines': 'off', 'local/no-unbounded-outbound-call': 'off' } },
);
