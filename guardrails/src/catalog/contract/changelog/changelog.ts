import type { Json, Level, NotChecked, Verdict } from '../../../guardrail.ts';
import type { Report, ReportedFinding } from '../../../report/report.ts';
import { allFindings, place } from '../../../report/summary.ts';
import { readWitness } from './read-witness.ts';
import type { ShownWitness } from './read-witness.ts';

/** What version a change of a contract needs. `unknown`: something could not be compared. */
export type Semver = 'major' | 'minor' | 'patch' | 'none' | 'unknown';

/** One change as a reader of a changelog sees it. */
export type ChangelogEntry = {
  readonly level: Level;
  readonly isBreaking: boolean;
  readonly code: string;
  readonly message: string;
  /** `openapi.yaml:12`; null for a finding without a place. */
  readonly place: string | null;
  /** How sure the finding is; null where it says nothing of that. */
  readonly grade: string | null;
  readonly witness: ShownWitness | null;
  /** Operations that share what changed, where there are several. */
  readonly operations: readonly string[];
  /** `src/a.ts:3 (@team)`; null where nobody looked. */
  readonly consumers: readonly string[] | null;
};

/** The changes of one endpoint, or of what is no endpoint's own. */
export type ChangelogGroup = { readonly heading: string; readonly entries: readonly ChangelogEntry[] };

/** A changelog of a contract: what it means for a version first, then the changes by endpoint, breaking ones first. */
export type Changelog = {
  readonly base: string;
  readonly head: string;
  readonly verdict: Verdict;
  readonly semver: Semver;
  /** Breaks that are proven or certain. */
  readonly breaking: number;
  /** Breaks that a rule suspects. */
  readonly possible: number;
  readonly other: number;
  readonly groups: readonly ChangelogGroup[];
  readonly notChecked: readonly NotChecked[];
};

/** Heading of the changes that several endpoints share. */
export const sharedHeading = 'Shared by several endpoints';
const documentHeading = 'The contract as a whole';

/** Orders the findings of a contract report for readers of a changelog. Pure. */
export const createChangelog = (report: Report): Changelog => {
  const findings = allFindings(report);
  const entries = findings.map((finding) => ({ heading: headingOf(finding), entry: entryOf(finding) }));
  const unable = report.guardrails.filter(({ verdict }) => verdict === 'cannot-check');
  return {
    base: report.mergeBase,
    head: report.head,
    verdict: report.verdict,
    semver: unable.length > 0 ? 'unknown' : semverOf(findings),
    breaking: entries.filter(({ entry }) => entry.isBreaking && entry.grade !== 'possible').length,
    possible: entries.filter(({ entry }) => entry.isBreaking && entry.grade === 'possible').length,
    other: entries.filter(({ entry }) => !entry.isBreaking).length,
    groups: groupsOf(entries),
    notChecked: [
      ...unable.map(({ id, reason = 'no reason given' }) => ({ what: id, why: reason })),
      ...report.notChecked,
    ],
  };
};

const semverOf = (findings: readonly ReportedFinding[]): Semver => {
  const said = new Set(findings.map(({ data }) => data['semver']));
  return (['major', 'minor', 'patch'] as const).find((semver) => said.has(semver)) ?? 'none';
};

const headingOf = ({ data }: ReportedFinding): string => {
  const operations = textsOf(data['operations']);
  const count = typeof data['operationCount'] === 'number' ? data['operationCount'] : operations.length;
  if (count > 1) return sharedHeading;
  const [only] = operations;
  if (only !== undefined) return only;
  if (typeof data['symbol'] === 'string' && data['symbol'] !== '') return data['symbol'].split('.')[0] ?? '';
  const subject = data['subject'];
  return typeof subject === 'string' && /^([A-Z]+ )?\//.test(subject) ? subject : documentHeading;
};

const entryOf = (finding: ReportedFinding): ChangelogEntry => {
  const { level, code, message, data } = finding;
  const operations = textsOf(data['operations']);
  const hidden = Number(data['operationCount'] ?? operations.length) - operations.length;
  return {
    level,
    isBreaking: data['semver'] === 'major' || (level === 'error' && data['semver'] === undefined),
    code,
    message,
    place: place(finding),
    grade: typeof data['grade'] === 'string' ? data['grade'] : null,
    witness: readWitness(data),
    operations: operations.length > 1 ? [...operations, ...(hidden > 0 ? [`and ${hidden} more`] : [])] : [],
    consumers: consumersOf(data['consumers']),
  };
};

const groupsOf = (
  entries: readonly { readonly heading: string; readonly entry: ChangelogEntry }[],
): readonly ChangelogGroup[] => {
  const groups = new Map<string, ChangelogEntry[]>();
  for (const { heading, entry } of entries) groups.set(heading, [...(groups.get(heading) ?? []), entry]);
  return [...groups]
    .map(([heading, own]) => ({ heading, entries: own.toSorted((one, other) => weight(one) - weight(other)) }))
    .toSorted((one, other) => groupWeight(one) - groupWeight(other) || (one.heading < other.heading ? -1 : 1));
};

const weight = ({ isBreaking, level }: ChangelogEntry): number =>
  (isBreaking ? 0 : 3) + ['error', 'warning', 'note'].indexOf(level);

const groupWeight = ({ entries }: ChangelogGroup): number => Math.min(...entries.map(weight));

const textsOf = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((item: Json) => typeof item === 'string') : [];

const consumersOf = (value: Json | undefined): readonly string[] | null => {
  if (!Array.isArray(value)) return null;
  return value.flatMap((item: Json) => {
    if (typeof item === 'string') return [item];
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return [];
    const { file, line, owner, owners } = item as { readonly [key: string]: Json | undefined };
    if (typeof file !== 'string') return [];
    const whose = typeof owner === 'string' ? owner : textsOf(owners).join(' ');
    const at = typeof line === 'number' ? `${file}:${line}` : file;
    return [whose === '' ? at : `${at} (${whose})`];
  });
};
