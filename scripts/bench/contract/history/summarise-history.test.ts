import { describe, expect, it } from 'vitest';
import type { RecordedFinding, RevisionRecord } from './revision.ts';
import { sampleFindings, summariseHistory } from './summarise-history.ts';

const buildRecordedFinding = (overrides: Partial<RecordedFinding> = {}): RecordedFinding => ({
  code: 'contract/type-narrowed',
  level: 'error',
  grade: 'proven',
  isSchema: true,
  message: 'm',
  where: 'request body',
  subject: 'type',
  operation: 'POST /a',
  witness: { value: 1 },
  checks: ['typebox holds', 'schemasafe holds'],
  ...overrides,
});

const buildRecord = (findings: readonly RecordedFinding[], commit = 'a'.repeat(40)): RevisionRecord => ({
  repository: 'o/n',
  commit,
  path: 'openapi.yaml',
  state: 'compared',
  reason: null,
  milliseconds: 5,
  bytes: 10,
  findings,
});

describe('summing up a history', () => {
  it('counts a witness as refuted when one validator says so, whatever the other says', () => {
    const { refuted, witnessesHeld } = summariseHistory([
      buildRecord([
        buildRecordedFinding(),
        buildRecordedFinding({ checks: ['typebox holds', 'schemasafe refuted: base refuses it'] }),
      ]),
    ]);
    expect([refuted.length, witnessesHeld]).toEqual([1, 1]);
  });

  it('counts proven and certain of errors alone, and of those of schemas the proven ones', () => {
    const none = { witness: null, checks: [] } as const;
    const { errors, errorsSure, schemaErrors, schemaProven, witnessesUnchecked } = summariseHistory([
      buildRecord([
        buildRecordedFinding({ checks: ['typebox unchecked: no'] }),
        buildRecordedFinding({ grade: 'certain', isSchema: false, ...none }),
        buildRecordedFinding({ grade: 'possible', ...none }),
        buildRecordedFinding({ level: 'warning', grade: 'possible', ...none }),
      ]),
    ]);
    expect([errors, errorsSure, schemaErrors, schemaProven, witnessesUnchecked]).toEqual([3, 2, 2, 1, 1]);
  });

  it('samples by seed, no notes, and at most three findings of one revision', () => {
    const many = Array.from({ length: 9 }, (_, index) => buildRecordedFinding({ subject: String(index) }));
    const records = [buildRecord(many), buildRecord([buildRecordedFinding({ level: 'note' })], 'b'.repeat(40))];
    expect(sampleFindings(records, 50)).toHaveLength(3);
    expect(sampleFindings(records, 50)).toEqual(sampleFindings(records, 50));
  });
});
