import type { Located } from '../../change/new-items.ts';
import { createFindings } from '../../create-findings.ts';
import type { FindingData, FindingDraft, Guardrail } from '../../guardrail.ts';
import type { Policy } from '../../policy/policy.ts';
import { weigh } from '../../policy/weigh.ts';
import { isTestPath } from '../../source/source-paths.ts';
import { collectLint } from './collect-lint.ts';
import type { LintEvidence, LintMessage, Suppression } from './lint-evidence.ts';
import { newMessages, newSuppressions } from './ratchet.ts';

/**
 * Reports what ESLint finds in head and did not find in base, by base's configuration: so a repository with a thousand old
 * problems can be checked from today. Uses the repository's own ESLint; where it has none, certain bugs and the rules of this
 * project's plugin. Also reports new comments that silence a rule.
 */
export const lint: Guardrail<LintEvidence> = {
  id: 'lint',
  version: 4,
  slot: 'quick',
  collect: collectLint,
  assess: (evidence, policy) =>
    createFindings([
      ...newMessages(evidence).map(problemDraft),
      ...newSuppressions(evidence).flatMap((found) => suppressionDraft(found, policy)),
    ]),
  notChecked: ({ linter, tooLarge = [], unusable = [] }) => [
    ...unusable.map((path) => ({
      what: `the lint rules of ${path}`,
      why: 'base’s configuration does not run on base either, and the change edits it: there is nothing to judge it by',
    })),
    ...(linter === 'ours' ? [ownRules] : []),
    ...(tooLarge.length === 0
      ? []
      : [{ what: tooLarge.join(', '), why: 'too large to have been written by a person' }]),
  ],
  messages: {
    'lint/new-problem': ({ rule, message, text }) =>
      `${string(rule)}: ${string(message)} The change brings this in (\`${string(text)}\`); base had no such problem here. Put the code right; if the rule is wrong here, a person can change it on base.`,
    'lint/parse-error': ({ message, text }) =>
      `ESLint cannot parse this file at head, so no rule ran on it: ${string(message)} (at \`${string(text)}\`). Base could be parsed. Repair the syntax.`,
    'lint/new-suppression': ({ directive, text }) =>
      `The change silences a check with \`${string(directive)}\` (\`${string(text)}\`): what it hides will not be found again. Put the code right in place of the comment; where the comment is truly needed, a person allows this finding.`,
  },
};

const string = (value: FindingData[string] | undefined): string => (typeof value === 'string' ? value : '');

const problemDraft = ({ path, item }: Located<LintMessage>): FindingDraft => ({
  code: item.fatal ? 'lint/parse-error' : 'lint/new-problem',
  level: item.severity === 2 ? 'error' : 'warning',
  file: path,
  line: item.line,
  ...(item.endLine === undefined ? {} : { endLine: item.endLine }),
  data: { rule: item.rule, message: item.message, text: item.text },
  identity: { rule: item.rule, text: item.text },
});

const suppressionDraft = (
  { path, item }: Located<Suppression>,
  { configuration, brief }: Policy,
): readonly FindingDraft[] => {
  const { suppressions } = configuration.lint;
  const weight = /^(?:istanbul|c8|v8) /u.test(item.directive) ? suppressions.coverage : suppressions.lint;
  const level = weigh(weight, { hasBrief: brief !== null, isLight: isTestPath(path) });
  if (level === null) return [];
  const data = { directive: item.directive, text: item.text };
  return [{ code: 'lint/new-suppression', level, file: path, line: item.line, data }];
};

const ownRules = {
  what: 'the lint rules of this repository',
  why: 'it has no ESLint configuration; only certain bugs and what a backend service must not do were looked for',
};
