import { RuleCreator } from '@typescript-eslint/utils/eslint-utils';

/** What a rule's documentation tells besides its description. */
export type RuleDocs = { readonly recommended: boolean };

/** Creates a rule whose documentation stands at `docs/rules/<name>.md`; its name is its file's name. */
export const createRule = RuleCreator<RuleDocs>(
  (name) => `https://www.npmjs.com/package/@interlock-dev/eslint-plugin-local?activeTab=code#docs/rules/${name}.md`,
);
