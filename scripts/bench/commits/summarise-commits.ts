import { showOnOneLine } from '../../../guardrails/src/report/untrusted-text.ts';
import type { CommitResult } from './commit-record.ts';
import { wilson } from './wilson.ts';

/**
 * The results as text: in all, by repository, by who made the commit, by guardrail and by code, each with Wilson's 95 %
 * bounds, then every commit that is blocked and why. Pure.
 */
export const summariseCommits = (results: readonly CommitResult[]): string => {
  const blocked = results.filter(isBlocked);
  return [
    shareLine('all commits', results),
    '',
    'by repository',
    ...groupLines(results, ({ repository }) => repository),
    '',
    'by author',
    ...groupLines(results, ({ author }) => author),
    '',
    'commits that a guardrail blocks',
    ...blockedBy(results, guardrailOf),
    '',
    'commits that a code blocks',
    ...blockedBy(results, (code) => code),
    '',
    'commits with at least one warning or note, by code',
    ...mentionLines(results),
    '',
    `CPU of the checking process a commit: median ${cpu(results, 0.5)} s, P95 ${cpu(results, 0.95)} s, most ${cpu(results, 1)} s`,
    '',
    `blocked commits (${blocked.length})`,
    ...blocked.flatMap(blockedLines),
    '',
  ].join('\n');
};

/** True for what a merge would be refused for. Pure. */
export const isBlocked = ({ verdict }: CommitResult): boolean => verdict !== 'pass';

const guardrailOf = (code: string): string => code.split('/')[0] ?? code;

const shareLine = (name: string, results: readonly CommitResult[]): string => {
  const hits = results.filter(isBlocked).length;
  return shareText(name, hits, results.length);
};

const shareText = (name: string, hits: number, total: number): string => {
  const { low, high } = wilson(hits, total);
  const numbers = `${String(hits).padStart(4)} of ${String(total).padStart(5)}  ${percent(hits / Math.max(1, total))}`;
  return `  ${name.padEnd(42)} ${numbers}  (${percent(low)} to ${percent(high)})`;
};

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`.padStart(8);

const groupLines = (results: readonly CommitResult[], keyOf: (result: CommitResult) => string): readonly string[] =>
  Object.entries(Object.groupBy(results, keyOf))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, group = []]) => shareLine(name, group));

const blockedBy = (results: readonly CommitResult[], keyOf: (code: string) => string): readonly string[] => {
  const keys = results.flatMap(({ blocking }) => [...new Set(blocking.map(({ code }) => keyOf(code)))]);
  return countKeys(keys).map(([key, hits]) => shareText(key, hits, results.length));
};

const mentionLines = (results: readonly CommitResult[]): readonly string[] => {
  const keys = results.flatMap(({ counts }) => Object.keys(counts).filter((key) => !key.endsWith(':error')));
  return countKeys(keys).map(([key, hits]) => shareText(key.replace(':', ' '), hits, results.length));
};

const countKeys = (keys: readonly string[]): readonly (readonly [string, number])[] =>
  Object.entries(Object.groupBy(keys, (key) => key))
    .map(([key, all = []]) => [key, all.length] as const)
    .toSorted(([one, many], [other, more]) => more - many || (one < other ? -1 : 1));

const cpu = (results: readonly CommitResult[], share: number): string => {
  const sorted = results.map(({ cpuMs }) => cpuMs).toSorted((one, other) => one - other);
  const at = Math.min(sorted.length - 1, Math.floor(share * sorted.length));
  return ((sorted[at] ?? 0) / 1000).toFixed(2);
};

const blockedLines = ({ repository, sha, author, blocking }: CommitResult): readonly string[] => [
  `  ${showOnOneLine(repository)} ${sha.slice(0, 12)} ${author}`,
  ...blocking.slice(0, 8).map(({ code, file, line, message }) => {
    const where = file === null ? '' : ` ${file}${line === null ? '' : `:${line}`}`;
    return `    ${showOnOneLine(`${code}${where}  ${message.slice(0, 220)}`)}`;
  }),
  ...(blocking.length > 8 ? [`    … and ${blocking.length - 8} more`] : []),
];
