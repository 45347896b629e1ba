export type { GuardrailReport, Report, ReportedFinding } from './report.ts';
