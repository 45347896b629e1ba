import { createFinding } from '../guardrail.ts';
import { combineVerdicts } from './report.ts';
import type { GuardrailReport, Report, ReportedFinding } from './report.ts';

/** A finding for tests: one error of `scope` unless told otherwise. Pure. */
export const buildFinding = (overrides: Partial<ReportedFinding> = {}): ReportedFinding => ({
  ...createFinding({
    code: overrides.code ?? 'scope/outside',
    level: 'error',
    file: 'src/player.ts',
    line: 3,
    data: overrides.data ?? { file: 'src/player.ts', write: ['src/ranking/**'] },
  }),
  message: 'The task may write `src/ranking/**`, and `src/player.ts` is outside. Undo this edit.',
  ...overrides,
});

/** A finding of the change as a whole: without file and line. Pure. */
export const buildPlacelessFinding = (overrides: Partial<ReportedFinding> = {}): ReportedFinding => {
  const { code, level, data, fingerprint, message } = buildFinding(overrides);
  return { code, level, data, fingerprint, message };
};

/** What a guardrail said, for tests: `pass` of `scope` unless told otherwise. Pure. */
export const buildGuardrailReport = (overrides: Partial<GuardrailReport> = {}): GuardrailReport => ({
  id: 'scope',
  verdict: 'pass',
  durationMs: 12,
  cached: false,
  findings: [],
  ...overrides,
});

/** A report for tests: its verdict is that of its guardrails. Pure. */
export const buildReport = (overrides: Partial<Report> = {}): Report => {
  const guardrails = overrides.guardrails ?? [buildGuardrailReport()];
  return {
    schema: 'interlock.report/1',
    base: 'b'.repeat(40),
    head: 'c'.repeat(40),
    mergeBase: 'a'.repeat(40),
    verdict: combineVerdicts(guardrails.map(({ verdict }) => verdict)),
    guardrails,
    notChecked: [],
    ...overrides,
  };
};
