import { codeSpan, escapeMarkdown, markdownProse } from '../../../report/markdown-escape.ts';
import { showUnseen, withoutLogCommands } from '../../../report/untrusted-text.ts';
import type { Changelog, ChangelogEntry, ChangelogGroup } from './changelog.ts';
import { changelogSentence, consumersSentence, entryLabel, semverWords } from './changelog-words.ts';

/** The changelog as Markdown; untrusted text stays text. Pure. */
export const formatChangelogMarkdown = (changelog: Changelog, title: string): string => {
  const blocks = [
    `# Contract changes: ${semverWords[changelog.semver]}`,
    `${markdownProse(title, ' ')}. ${escapeMarkdown(changelogSentence(changelog))}`,
    ...changelog.groups.flatMap(groupBlocks),
    ...(changelog.notChecked.length === 0
      ? []
      : [
          '## Not checked',
          changelog.notChecked
            .map(({ what, why }) => `- ${markdownProse(what, ' ')}: ${markdownProse(why, ' ')}`)
            .join('\n'),
        ]),
  ];
  return `${withoutLogCommands(blocks.join('\n\n'))}\n`;
};

const groupBlocks = ({ heading, entries }: ChangelogGroup): readonly string[] => [
  `## ${markdownProse(heading, ' ')}`,
  entries.map(entryBlock).join('\n'),
];

const entryBlock = (entry: ChangelogEntry): string => {
  const { message, place, code, operations, consumers, witness } = entry;
  const consumed = consumersSentence(entry);
  return [
    `- **${entryLabel(entry)}**: ${markdownProse(message, ' ')}`,
    `  ${[codeSpan(code), ...(place === null ? [] : [codeSpan(place)])].join(' ')}`,
    ...(operations.length > 0 ? [`\n  Reaches ${operations.map((operation) => codeSpan(operation)).join(', ')}`] : []),
    ...(witness === null
      ? []
      : [
          `\n  ${escapeMarkdown(witness.says)}\n`,
          fenced(witness.example),
          ...(witness.why === '' ? [] : [`\n  ${markdownProse(witness.why, ' ')}`]),
        ]),
    ...(consumed === null ? [] : [`\n  ${consumed}`, ...(consumers ?? []).map((one) => `  - ${codeSpan(one)}`)]),
  ].join('\n');
};

const fenced = (text: string): string => {
  const shown = showUnseen(text);
  const longest = Math.max(2, ...Array.from(shown.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [fence, ...shown.split('\n'), fence].map((line) => `  ${line}`).join('\n');
};
