import { contractReport } from '../../../../guardrails/src/catalog/contract/contract-report.ts';
import type { ReportedFinding } from '../../../../guardrails/src/report/report.ts';
import type { Fields } from '../witness/as-json-schema.ts';

/** The findings of level error or warning between two documents, objects or texts. Throws where they cannot be compared. */
export const findingsBetween = (base: Fields | string, head: Fields | string): readonly ReportedFinding[] => {
  const text = (document: Fields | string) => (typeof document === 'string' ? document : JSON.stringify(document));
  const report = contractReport({
    base: { path: 'base.json', text: text(base) },
    head: { path: 'head.json', text: text(head) },
  });
  const [guardrail] = report.guardrails;
  if (guardrail === undefined || guardrail.verdict === 'cannot-check')
    throw new Error(guardrail?.reason ?? 'nothing was compared');
  return guardrail.findings.filter(({ level }) => level !== 'note');
};
