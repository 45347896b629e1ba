import { RuleCreator } from '@typescript-eslint/utils/eslint-utils';

/** What a rule's documentation tells besides its description. */
export type RuleDocs = {
  /** Whether the preset `recommended` has it; `strict` has every rule. */
  readonly recommended: boolean;
  /** The options that `recommended` sets, where it asks for less than the defaults. */
  readonly lenient?: readonly [object];
  /** The options that `strict` sets, where it asks for more than the defaults. */
  readonly strict?: readonly [object];
  /** `used`: it sees more where the parser gives types; `required`: it is silent without them. Default: never asked for. */
  readonly types?: 'used' | 'required';
};

/** Creates a rule whose documentation stands at `docs/rules/<name>.md`; its name is its file's name. */
export const createRule = RuleCreator<RuleDocs>(
  (name) => `https://www.npmjs.com/package/@interlock-dev/eslint-plugin-local?activeTab=code#docs/rules/${name}.md`,
);
