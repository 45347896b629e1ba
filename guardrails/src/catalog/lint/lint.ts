import { createFinding, type Finding, type FindingData, type FindingDraft, type Guardrail } from '../../guardrail.ts';
import { collectLint } from './collect-lint.ts';
import type { LintEvidence, LintMessage, Suppression } from './lint-evidence.ts';
import { newMessages, newSuppressions, type Located } from './ratchet.ts';

/**
 * Reports what ESLint finds in head and did not find in base, by base's configuration: so a repository with a thousand old
 * problems can be checked from today. Uses the repository's own ESLint; where it has none, certain bugs and the rules of this
 * project's plugin. Also reports new comments that silence a rule.
 */
export const lint: Guardrail<LintEvidence> = {
  id: 'lint',
  version: 1,
  collect: collectLint,
  assess: (evidence, { brief }) =>
    withFingerprints([
      ...newMessages(evidence).map(problemDraft),
      ...newSuppressions(evidence).map((found) => suppressionDraft(found, brief !== null)),
    ]),
  notChecked: ({ linter }) =>
    linter === 'ours'
      ? [
          {
            what: 'the lint rules of this repository',
            why: 'it has no ESLint configuration; only certain bugs and what a backend service must not do were looked for',
          },
        ]
      : [],
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

const suppressionDraft = ({ path, item }: Located<Suppression>, hasBrief: boolean): FindingDraft => ({
  code: 'lint/new-suppression',
  level: hasBrief ? 'error' : 'warning',
  file: path,
  line: item.line,
  data: { directive: item.directive, text: item.text },
});

/** Equal problems in one file are told apart by their order, so that each can be allowed by itself. */
const withFingerprints = (drafts: readonly FindingDraft[]): readonly Finding[] => {
  const seen = new Map<string, number>();
  return [...drafts].sort(byPlace).map((draft) => {
    const identity = draft.identity ?? draft.data;
    const name = JSON.stringify([draft.code, draft.file, identity]);
    const nth = seen.get(name) ?? 0;
    seen.set(name, nth + 1);
    return createFinding({ ...draft, identity: nth === 0 ? identity : [identity, nth] });
  });
};

const byPlace = (left: FindingDraft, right: FindingDraft): number =>
  compare(left.file ?? '', right.file ?? '') ||
  (left.line ?? 0) - (right.line ?? 0) ||
  compare(left.code, right.code) ||
  compare(JSON.stringify(left.data), JSON.stringify(right.data));

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
