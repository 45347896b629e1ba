import { combineVerdicts } from '../../report/report.ts';
import type { GuardrailReport, Report } from '../../report/report.ts';
import { compareDocuments } from './compare-documents.ts';
import { contractFindings } from './contract-findings.ts';
import type { ApiTerms } from './contract-findings.ts';
import { contractMessages } from './contract-messages.ts';
import { externalReferences } from './parse-document.ts';

/** A document as a person named it, and its text. */
export type NamedDocument = { readonly path: string; readonly text: string };

/** Two documents to compare, and what was agreed (default: nothing may break). */
export type ContractRequest = {
  readonly base: NamedDocument;
  readonly head: NamedDocument;
  readonly api?: ApiTerms;
};

/**
 * What `interlock contract BASE HEAD` answers: two OpenAPI documents compared outside of any repository. `base`, `head`
 * and `mergeBase` of the report are the paths given. Pure.
 */
export const contractReport = ({ base, head, api = null }: ContractRequest): Report => {
  const guardrail = judge({ base, head, api });
  const references = externalReferences(head.text);
  return {
    schema: 'interlock.report/1',
    base: base.path,
    head: head.path,
    mergeBase: base.path,
    verdict: combineVerdicts([guardrail.verdict]),
    guardrails: [guardrail],
    notChecked: references.map((file) => ({
      what: `${head.path}: what it takes from ${file}`,
      why: 'references to other files are not followed yet; bundle the document into one file to have it checked',
    })),
  };
};

const judge = ({ base, head, api = null }: ContractRequest): GuardrailReport => {
  const common = { id: 'contract', durationMs: 0, cached: false };
  const pair = { path: head.path, basePath: base.path, base: base.text, head: head.text };
  const comparison = compareDocuments(pair);
  if (comparison.state === 'base-unreadable') {
    const { line, detail } = comparison.problem;
    const reason = `${base.path} is neither JSON nor YAML (line ${line ?? '?'}: ${detail}). Repair it, then compare again.`;
    return { ...common, verdict: 'cannot-check', reason, findings: [] };
  }
  if (comparison.state === 'no-contract' || comparison.state === 'introduced') {
    const reason = `${base.path} is no OpenAPI document (3.x or Swagger 2.0), so there is nothing to compare with.`;
    return { ...common, verdict: 'cannot-check', reason, findings: [] };
  }
  const findings = contractFindings(pair, api).map((finding) => ({
    ...finding,
    message: contractMessages[finding.code]?.(finding.data) ?? finding.code,
  }));
  return { ...common, verdict: findings.some(({ level }) => level === 'error') ? 'fail' : 'pass', findings };
};
