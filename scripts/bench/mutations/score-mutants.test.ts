import { describe, expect, it } from 'vitest';
import { operators } from '../../../test/guardbench/mutations/index.ts';
import { formatMutants, type MutantResult } from './format-mutants.ts';
import { scoreMutant, type MutantFinding, type MutantSide } from './score-mutants.ts';

const operator = operators.find(({ id }) => id === 'skip-test') ?? null;
const file = 'src/a.test.ts';

const finding = (overrides: Partial<MutantFinding> = {}): MutantFinding => ({
  code: 'test-integrity/test-skipped',
  level: 'warning',
  file,
  line: null,
  fingerprint: 'a'.repeat(16),
  ...overrides,
});

const seen = (...findings: readonly MutantFinding[]): MutantSide => ({ findings, unable: [] });
const outcome = (own: MutantSide, untouched: MutantSide = seen()) =>
  scoreMutant({ operator, file, spans: [{ from: 10, to: 12 }] }, own, untouched);

describe('scoreMutant', () => {
  it('finds a fault by its code in its file', () => {
    expect(outcome(seen(finding())).outcome).toBe('warning');
    expect(outcome(seen(finding({ level: 'error' }))).outcome).toBe('error');
  });

  it('misses it where the finding has another code or file, or is only a note, and says so', () => {
    expect(outcome(seen(finding({ file: 'src/b.ts' })))).toEqual({
      outcome: 'missed',
      instead: ['test-integrity/test-skipped (warning) elsewhere'],
    });
    expect(outcome(seen(finding({ code: 'test-integrity/only-left' }))).outcome).toBe('missed');
    expect(outcome(seen(finding({ level: 'note' }))).instead).toEqual(['test-integrity/test-skipped (note) at line –']);
  });

  it('wants a finding with a line within three lines of the fault', () => {
    expect(outcome(seen(finding({ line: 7 }))).outcome).toBe('warning');
    expect(outcome(seen(finding({ line: 16 })))).toEqual({
      outcome: 'missed',
      instead: ['test-integrity/test-skipped (warning) at line 16'],
    });
  });

  it('takes no finding for it that the commit has without the fault', () => {
    expect(outcome(seen(finding()), seen(finding())).outcome).toBe('missed');
    expect(outcome(seen(finding(), finding()), seen(finding())).outcome).toBe('warning');
  });

  it('does not judge where the commit could not be checked without the fault either', () => {
    const unable: MutantSide = { findings: [], unable: [{ id: 'test-integrity', reason: 'broken' }] };
    expect(outcome(unable, unable).outcome).toBe('unable');
    expect(outcome(unable).outcome).toBe('missed');
  });
});

const result = (overrides: Partial<MutantResult>): MutantResult => ({
  operator: 'skip-test',
  repository: 'owner/name',
  sha: 'a'.repeat(40),
  file,
  spans: [{ from: 10, to: 12 }],
  shown: "it.skip('adds', () => {",
  plain: { outcome: 'warning', instead: [] },
  withBrief: { outcome: 'error', instead: [] },
  ...overrides,
});

describe('formatMutants', () => {
  it('counts an operator by what could be judged, and lists what was missed with its place', () => {
    const results = [
      result({}),
      result({ plain: { outcome: 'missed', instead: ['nothing at all'] } }),
      result({ plain: { outcome: 'unable', instead: [] } }),
    ];
    const text = formatMutants(results, { operators, commits: 5 });
    expect(text).toMatch(/skip-test +2 +1 +50\.0 % .* 0\.0 % +100\.0 % +100\.0 % +1 +2\n/);
    expect(text).toContain('missed (1)');
    expect(text).toContain("src/a.test.ts:10-12  it.skip('adds', () => {  → nothing at all");
  });

  it('judges by the run with a brief what only a brief forbids', () => {
    const only = operators.filter(({ isOfBrief }) => isOfBrief === true);
    const missed = { outcome: 'missed', instead: [] } as const;
    const results = only.map(({ id }) => result({ operator: id, plain: missed }));
    expect(only.length).toBeGreaterThan(0);
    expect(formatMutants(results, { operators, commits: 1 })).toContain('missed (0)');
  });
});
