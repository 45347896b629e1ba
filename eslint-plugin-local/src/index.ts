import type { FlatConfig } from '@typescript-eslint/utils/ts-eslint';
import { noImpureCore } from './rules/no-impure-core.ts';
import { noSwallowedError } from './rules/no-swallowed-error.ts';
import { noUnboundedOutboundCall } from './rules/no-unbounded-outbound-call.ts';

const base = {
  meta: { name: '@interlock-dev/eslint-plugin-local', version: '0.1.0', namespace: 'local' },
  rules: {
    'no-impure-core': noImpureCore,
    'no-swallowed-error': noSwallowedError,
    'no-unbounded-outbound-call': noUnboundedOutboundCall,
  },
};

const preset = (name: string, rules: FlatConfig.Rules): FlatConfig.Config => ({
  name: `local/${name}`,
  plugins: { local: base },
  rules,
});

/**
 * The plugin: lint rules for backend services. No rule needs type information. Presets for a flat configuration:
 * `recommended` reports what is certain; `strict` also what cannot be seen to be right, and takes no reason for a dropped error.
 */
const plugin = {
  ...base,
  configs: {
    recommended: preset('recommended', {
      'local/no-impure-core': 'error',
      'local/no-swallowed-error': 'error',
      'local/no-unbounded-outbound-call': 'error',
    }),
    strict: preset('strict', {
      'local/no-impure-core': 'error',
      'local/no-swallowed-error': ['error', { allowReason: false }],
      'local/no-unbounded-outbound-call': ['error', { unknown: 'report' }],
    }),
  },
};

export default plugin;
