import { createRandom } from '../properties/random.ts';
import type { RecordedFinding, RevisionRecord } from './revision.ts';

/** What the revisions of some repositories came to. */
export type HistorySummary = {
  readonly revisions: number;
  readonly withErrors: number;
  readonly faults: number;
  readonly lost: number;
  readonly cannotCheck: number;
  readonly errors: number;
  readonly errorsSure: number;
  readonly schemaErrors: number;
  readonly schemaProven: number;
  readonly witnesses: number;
  readonly witnessesHeld: number;
  readonly witnessesUnchecked: number;
  readonly refuted: readonly string[];
  readonly warnings: number;
  readonly slowestMs: number;
};

/** A finding with the revision it was found in. */
export type PlacedFinding = RecordedFinding & Pick<RevisionRecord, 'repository' | 'commit' | 'path'>;

/** Counts records. A witness is refuted when any validator refutes it; it held when one says so and none refutes it. Pure. */
export const summariseHistory = (records: readonly RevisionRecord[]): HistorySummary => {
  const findings = placed(records);
  const errors = findings.filter(({ level }) => level === 'error');
  const schemaErrors = errors.filter(({ isSchema }) => isSchema);
  const witnesses = findings.filter(({ witness, checks }) => witness !== null && checks.length > 0);
  const isRefuted = ({ checks }: RecordedFinding) => checks.some((check) => check.includes(' refuted'));
  const held = witnesses.filter(
    (finding) => !isRefuted(finding) && finding.checks.some((check) => check.endsWith(' holds')),
  );
  const refuted = witnesses.filter(isRefuted);
  const count = (state: RevisionRecord['state']) => records.filter((record) => record.state === state).length;
  return {
    revisions: records.length,
    withErrors: records.filter((record) => record.findings.some(({ level }) => level === 'error')).length,
    faults: count('fault'),
    lost: count('lost'),
    cannotCheck: count('cannot-check'),
    errors: errors.length,
    errorsSure: errors.filter(({ grade }) => grade === 'proven' || grade === 'certain').length,
    schemaErrors: schemaErrors.length,
    schemaProven: schemaErrors.filter(({ grade }) => grade === 'proven').length,
    witnesses: witnesses.length,
    witnessesHeld: held.length,
    witnessesUnchecked: witnesses.length - held.length - refuted.length,
    refuted: refuted.map(
      (finding) =>
        `${finding.repository} ${finding.commit.slice(0, 10)} ${finding.path}: ${finding.code} ${finding.subject} (${finding.operation}, ${finding.where}): ${finding.checks.join('; ')}: ${JSON.stringify(finding.witness)}`,
    ),
    warnings: findings.filter(({ level }) => level === 'warning').length,
    slowestMs: Math.max(0, ...records.map(({ milliseconds }) => milliseconds)),
  };
};

/** A seeded sample of the findings of level error or warning, no more than three of one revision. Pure. */
export const sampleFindings = (
  records: readonly RevisionRecord[],
  size: number,
  seed = 4,
): readonly PlacedFinding[] => {
  const random = createRandom(seed);
  const few = records.flatMap((record) =>
    random.shuffle(placed([record]).filter(({ level }) => level !== 'note')).slice(0, 3),
  );
  return random.shuffle(few).slice(0, size);
};

const placed = (records: readonly RevisionRecord[]): readonly PlacedFinding[] =>
  records.flatMap(({ repository, commit, path, findings }) =>
    findings.map((finding) => ({ ...finding, repository, commit, path })),
  );
