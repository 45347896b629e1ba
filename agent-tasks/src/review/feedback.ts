import type { Finding, ReportedFinding } from '@interlock-dev/guardrails';
import type { Review } from './review.ts';

/** Findings that an agent can act on at once; the rest is counted, so that the message stays under a page. */
const shownFindings = 12;

/** What one round showed, as the next message is written from it. */
export type RoundResult = { readonly review: Review; readonly harvestFindings: readonly ReportedFinding[] };

/** True when nothing blocks: guardrails pass, acceptance is green, the harvest found no error. Pure. */
export const isAccepted = ({ review, harvestFindings }: RoundResult): boolean =>
  review.verdict === 'pass' &&
  review.acceptance.every(({ exitCode }) => exitCode === 0) &&
  !harvestFindings.some(blocks);

/** The next message to the agent: what blocks, where, why, and what to do; most important first. Pure. */
export const writeFeedback = (result: RoundResult): string => {
  const findings = blockingFindings(result);
  const shown = findings.slice(0, shownFindings);
  return [
    'Your change was reviewed and is not accepted yet. Repair what follows in this same workspace, then end your turn.',
    ...shown.map((finding) => `- ${place(finding)}[${finding.code}] ${finding.message}`),
    ...(findings.length > shown.length ? [`- and ${findings.length - shown.length} more findings that block`] : []),
    ...unchecked(result.review),
    ...redAcceptance(result.review),
    'Stay inside the scope of the task. Do not weaken tests, rules or configuration to get past a finding.',
  ].join('\n\n');
};

/** The message when findings are withheld (a negative control): the verdict and nothing to act on. Pure. */
export const writeWithheldFeedback = (): string =>
  'Your change was reviewed and is not accepted yet. Repair it in this same workspace, then end your turn.';

/** In one line, why a change is not accepted: codes and places of what blocks. Pure. */
export const summariseBlock = (result: RoundResult): string => {
  const findings = blockingFindings(result).map((finding) =>
    `${finding.code} ${place(finding)}`.replace(/: $/, '').trim(),
  );
  const cannot = result.review.report.guardrails
    .filter(({ verdict }) => verdict === 'cannot-check')
    .map(({ id, reason }) => `${id} cannot check (${reason ?? 'no reason given'})`);
  const red = result.review.acceptance
    .filter(({ exitCode }) => exitCode !== 0)
    .map(({ command }) => `acceptance is red: ${command}`);
  return [...new Set([...findings, ...cannot, ...red])].slice(0, 4).join('; ');
};

/** Findings that block, of guardrails and harvest. Pure. */
export const blockingFindings = ({ review, harvestFindings }: RoundResult): readonly ReportedFinding[] => [
  ...harvestFindings.filter(blocks),
  ...review.report.guardrails.flatMap(({ findings }) => findings.filter(blocks)),
];

const blocks = (finding: ReportedFinding): boolean => finding.level === 'error' && finding.exempt === undefined;

const place = ({ file, line }: Pick<Finding, 'file' | 'line'>): string =>
  file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `;

const unchecked = (review: Review): readonly string[] =>
  review.report.guardrails
    .filter(({ verdict }) => verdict === 'cannot-check')
    .map(({ id, reason }) => `- [${id}] could not check your change: ${reason ?? 'no reason given'}`);

const redAcceptance = (review: Review): readonly string[] =>
  review.acceptance
    .filter(({ exitCode }) => exitCode !== 0)
    .map(
      ({ command, exitCode, output }) =>
        `- acceptance \`${command}\` ended with ${exitCode ?? 'a stop'}:\n${indent(output)}`,
    );

const indent = (text: string): string =>
  text
    .trim()
    .split('\n')
    .slice(-25)
    .map((line) => `    ${line}`)
    .join('\n');
