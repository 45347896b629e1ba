import type { TSESLint } from '@typescript-eslint/utils';
import type { FlatConfig } from '@typescript-eslint/utils/ts-eslint';
import type { RuleDocs } from './create-rule.ts';

type Rules = { readonly [name: string]: TSESLint.RuleModule<string, readonly unknown[], RuleDocs> };

/**
 * The rules of a preset under the prefix `local/`, each an error, made from what the rules say of themselves: `recommended` has those
 * that report what is certain; `strict` has all; each with the options that the rule names for it, else with its defaults.
 */
export const presetRules = (rules: Rules, preset: 'recommended' | 'strict'): FlatConfig.Rules =>
  Object.fromEntries(
    Object.entries(rules)
      .filter(([, rule]) => preset === 'strict' || rule.meta.docs?.recommended === true)
      .map(([name, rule]) => [
        `local/${name}`,
        entry(preset === 'strict' ? rule.meta.docs?.strict : rule.meta.docs?.lenient),
      ]),
  );

const entry = (options: readonly [object] | undefined): FlatConfig.RuleEntry =>
  options === undefined ? 'error' : ['error', ...options];
