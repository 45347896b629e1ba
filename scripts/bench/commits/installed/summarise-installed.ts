import { showOnOneLine } from '../../../../guardrails/src/report/untrusted-text.ts';
import { installedGuardrails, type InstalledResult } from './installed-record.ts';

/**
 * The results as Markdown: a row a repository and guardrail, what could not be installed, every block with its reason, and what was
 * left out. Pure.
 */
export const summariseInstalled = (results: readonly InstalledResult[]): string =>
  [
    '| repository | guardrail | commits | pass | fail | cannot-check | looked at something | seconds median | P95 | CPU s median |',
    '|---|---|--:|--:|--:|--:|--:|--:|--:|--:|',
    ...repositoriesOf(results).flatMap((name) =>
      rows(
        results.filter(({ repository }) => repository === name),
        name,
      ),
    ),
    ...rows(results, 'all'),
    '',
    `Not installed: ${countCommits(results.filter(({ notInstalled }) => notInstalled !== null))}`,
    '',
    ...reasonLines(
      results.flatMap(({ repository, notInstalled }) => (notInstalled ? [`${repository}: ${notInstalled}`] : [])),
    ),
    '',
    'Blocks:',
    '',
    ...results.filter(isBlocked).flatMap(blockLines),
    '',
    'Left out:',
    '',
    ...reasonLines(results.flatMap(({ guardrail, notChecked }) => notChecked.map((text) => `${guardrail}: ${text}`))),
    '',
  ].join('\n');

const isInstalled = ({ notInstalled }: InstalledResult): boolean => notInstalled === null;

const isBlocked = (result: InstalledResult): boolean => isInstalled(result) && result.verdict !== 'pass';

const repositoriesOf = (results: readonly InstalledResult[]): readonly string[] =>
  [...new Set(results.map(({ repository }) => repository))].sort();

const countCommits = (results: readonly InstalledResult[]): number => new Set(results.map(({ sha }) => sha)).size;

const rows = (results: readonly InstalledResult[], name: string): readonly string[] =>
  installedGuardrails.flatMap((id) => {
    const own = results.filter((result) => result.guardrail === id && isInstalled(result));
    return own.length === 0 ? [] : [row(own, [name, id])];
  });

const row = (results: readonly InstalledResult[], names: readonly string[]): string => {
  const count = (verdict: string): number => results.filter((result) => result.verdict === verdict).length;
  const seconds = results.map(({ durationMs }) => durationMs / 1000);
  const cells = [
    ...names,
    results.length,
    count('pass'),
    count('fail'),
    count('cannot-check'),
    results.filter(({ looked }) => looked > 0).length,
    quantile(seconds, 0.5).toFixed(1),
    quantile(seconds, 0.95).toFixed(1),
    quantile(
      results.map(({ cpuMs }) => cpuMs / 1000),
      0.5,
    ).toFixed(1),
  ];
  return `| ${cells.join(' | ')} |`;
};

/** The smallest value that at least this share of all does not exceed; 0 of none. */
const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
};

const reasonLines = (reasons: readonly string[]): readonly string[] =>
  Object.entries(Object.groupBy(reasons, (reason) => reason))
    .map(([reason, all = []]) => [reason, all.length] as const)
    .toSorted(([one, many], [other, more]) => more - many || (one < other ? -1 : 1))
    .map(([reason, hits]) => `- ${hits} × ${showOnOneLine(reason)}`);

const mostFindings = 6;

const blockLines = ({ repository, sha, author, guardrail, blocking }: InstalledResult): readonly string[] => [
  `- ${showOnOneLine(repository)} ${sha.slice(0, 12)} (${author}) ${guardrail}`,
  ...blocking.slice(0, mostFindings).map(({ code, file, line, message }) => {
    const where = file === null ? '' : ` ${file}${line === null ? '' : `:${line}`}`;
    return `  - ${showOnOneLine(`${code}${where}  ${message}`)}`;
  }),
  ...(blocking.length > mostFindings ? [`  - … and ${blocking.length - mostFindings} more`] : []),
];
