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
export { check } from './check/check.ts';
export { checkedGuardrails } from './check/catalog.ts';
export { replay } from './check/replay.ts';
export { defaultConfiguration, guardrailIds } from './policy/default-configuration.ts';
export { exemptionsFile, parseExemptions } from './policy/exemptions.ts';
export { matchGlobs } from './policy/match-globs.ts';
export { parseBriefTerms } from './policy/parse-brief-terms.ts';
export { configurationFile, parseConfiguration } from './policy/parse-configuration.ts';
export { readPolicy } from './policy/read-policy.ts';
export type { PolicySource } from './policy/read-policy.ts';
export type { Exemption } from './policy/policy.ts';
