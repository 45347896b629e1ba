import { method } from './method.ts';
import type { Machine } from './describe-machine.ts';
import type { Row, SectionResult } from './section.ts';

export type RankingReport = {
  readonly machine: Machine;
  readonly isQuick: boolean;
  readonly sections: readonly SectionResult[];
};

/** The report as Markdown, which a terminal can show as well. Pure. */
export const formatReport = ({ machine, isQuick, sections }: RankingReport): string =>
  [
    '# The ranking platform under load',
    '',
    `Simulated listeners and requests, real services over loopback. ${machine.cores} cores of ${machine.processor}, ${machine.memoryGb} GiB,`,
    `Node ${machine.node}; ranking has one core for itself unless a section says otherwise. Written by`,
    `\`npm run bench:ranking\`${isQuick ? ' with `--quick`: **whether it works, not how quick it is**' : ''}.`,
    ...sections.flatMap(formatSection),
    '',
    '## How it is measured',
    '',
    ...method.map((sentence) => `- ${sentence}`),
    '',
  ].join('\n');

const formatSection = ({ title, rows }: SectionResult): string[] => [
  '',
  `## ${title}`,
  '',
  '| what | measured | limit | |',
  '|---|--:|--:|---|',
  ...rows.map(formatRow),
];

const formatRow = ({ what, measured, limit = '', isHeld }: Row): string =>
  `| ${[what, measured, limit, isHeld === undefined ? '' : isHeld ? 'held' : '**MISSED**'].map(escapeCell).join(' | ')} |`;

const escapeCell = (text: string): string => text.replaceAll('|', '\\|');
