import type { FindingData } from '../../../guardrail.ts';
import { buildFinding, buildGuardrailReport, buildReport } from '../../../report/report.builder.ts';
import type { Report, ReportedFinding } from '../../../report/report.ts';

/** A finding of the contract guardrail for tests: a required property of `POST /users` unless told otherwise. Pure. */
export const buildContractFinding = (
  data: FindingData = {},
  { data: ignored, ...overrides }: Partial<ReportedFinding> = {},
): ReportedFinding =>
  buildFinding({
    code: 'contract/required-input-added',
    level: 'error',
    file: 'openapi.yaml',
    line: 12,
    message: 'Property `email` of `POST /users` is required now. Make it optional.',
    data: {
      document: 'openapi.yaml',
      subject: 'email',
      where: 'request body application/json, property email',
      operations: ['POST /users'],
      operationCount: 1,
      semver: 'major',
      grade: 'proven',
      ...data,
      ...ignored,
    },
    ...overrides,
  });

/** A report of the contract guardrail for tests. Pure. */
export const buildContractReport = (findings: readonly ReportedFinding[], overrides: Partial<Report> = {}): Report =>
  buildReport({
    base: 'old.yaml',
    head: 'new.yaml',
    mergeBase: 'old.yaml',
    guardrails: [
      buildGuardrailReport({
        id: 'contract',
        verdict: findings.some(({ level }) => level === 'error') ? 'fail' : 'pass',
        findings,
      }),
    ],
    ...overrides,
  });
