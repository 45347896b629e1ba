import { combineVerdicts } from '../../report/report.ts';
import type { GuardrailReport, Report, ReportedFinding } from '../../report/report.ts';
import { createChangelog } from './changelog/changelog.ts';
import { changelogSentence, semverWords } from './changelog/changelog-words.ts';
import { contractFindings } from './contract-findings.ts';
import type { ApiTerms, Judgement } from './contract-findings.ts';
import { contractMessages } from './contract-messages.ts';
import { compareDocuments } from './openapi/compare-documents.ts';
import type { DocumentPair } from './openapi/compare-documents.ts';
import type { Finding, Level, NotChecked } from '../../guardrail.ts';

/** A document as a person named it, and its text. */
export type NamedDocument = {
  readonly path: string;
  readonly text: string;
  /** Path → text of the files that it refers to. */
  readonly others?: Readonly<Record<string, string>>;
};

/** Two documents to compare, and what was agreed (default: nothing may break). */
export type ContractRequest = {
  readonly base: NamedDocument;
  readonly head: NamedDocument;
  readonly api?: ApiTerms;
  /** ISO date; without it no sunset has come. */
  readonly today?: string | undefined;
  /** Level of a break without a verified example; default `warning`. */
  readonly possible?: Level | undefined;
};

/** What a comparison came to: findings, or why there can be none. */
export type ContractOutcome =
  | {
      readonly findings: readonly Finding[];
      readonly notChecked?: readonly NotChecked[];
    }
  | { readonly cannotCheck: string };

/**
 * What `interlock contract BASE HEAD` answers for two OpenAPI documents, outside of any repository. `base`, `head` and
 * `mergeBase` of the report are the paths given. Pure.
 */
export const contractReport = (request: ContractRequest): Report => reportOf(request, compareOpenApi(request));

/** Puts the outcome of a comparison of two files into a report, with the version that it needs in a sentence. Pure. */
export const reportOf = ({ base, head }: Pick<ContractRequest, 'base' | 'head'>, outcome: ContractOutcome): Report => {
  const guardrail = guardrailReport(outcome);
  const report: Report = {
    schema: 'interlock.report/1',
    base: base.path,
    head: head.path,
    mergeBase: base.path,
    verdict: combineVerdicts([guardrail.verdict]),
    guardrails: [guardrail],
    notChecked: 'cannotCheck' in outcome ? [] : (outcome.notChecked ?? []),
  };
  if ('cannotCheck' in outcome) return report;
  const changelog = createChangelog(report);
  const reason = `${semverWords[changelog.semver]}: ${changelogSentence(changelog)}`;
  return { ...report, guardrails: [{ ...guardrail, reason }] };
};

const guardrailReport = (outcome: ContractOutcome): GuardrailReport => {
  const common = { id: 'contract', durationMs: 0, cached: false };
  if ('cannotCheck' in outcome)
    return { ...common, verdict: 'cannot-check', reason: outcome.cannotCheck, findings: [] };
  const findings = outcome.findings.map((finding): ReportedFinding => ({
    ...finding,
    message: contractMessages[finding.code]?.(finding.data) ?? finding.code,
  }));
  return { ...common, verdict: findings.some(({ level }) => level === 'error') ? 'fail' : 'pass', findings };
};

const compareOpenApi = ({ base, head, api = null, today, possible }: ContractRequest): ContractOutcome => {
  const pair: DocumentPair = {
    path: head.path,
    basePath: base.path,
    base: base.text,
    head: head.text,
    beside: { both: {}, base: base.others ?? {}, head: head.others ?? {} },
  };
  const comparison = compareDocuments(pair);
  if (comparison.state === 'base-unreadable') {
    const { line, column, detail } = comparison.problem;
    return {
      cannotCheck: `${base.path} cannot be read (line ${line ?? '?'}, column ${column ?? '?'}: ${detail}). Repair it, then compare again.`,
    };
  }
  if (comparison.state === 'no-contract' || comparison.state === 'introduced')
    return {
      cannotCheck: `${base.path} is no OpenAPI document (3.x or Swagger 2.0), so there is nothing to compare with.`,
    };
  return { findings: contractFindings(pair, judgementFor({ api, today, possible })) };
};

/** What two files are judged by: what was agreed, and additions told as well. Pure. */
export const judgementFor = ({
  api = null,
  today,
  possible,
}: Partial<Pick<ContractRequest, 'api' | 'today' | 'possible'>>): Judgement => ({
  terms: api,
  tellAdditions: true,
  ...(today === undefined ? {} : { today }),
  ...(possible === undefined ? {} : { possible }),
});
