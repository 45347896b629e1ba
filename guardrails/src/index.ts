export { ConfigurationError } from './errors.ts';
export { createFinding } from './guardrail.ts';
export type {
  CollectContext,
  Collected,
  Finding,
  FindingData,
  FindingDraft,
  Guardrail,
  Json,
  Level,
  NotChecked,
  Verdict,
} from './guardrail.ts';
export type { BriefTerms } from './policy/brief-terms.ts';
export type { Configuration } from './policy/configuration.ts';
export type { Policy } from './policy/policy.ts';
export { combineVerdicts } from './report/report.ts';
export type { GuardrailReport, Report, ReportedFinding } from './report/report.ts';
export type { CheckEvent, CheckRequest } from './check/check-request.ts';
