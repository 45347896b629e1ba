import type { Report } from '../report/report.ts';
import { checkedGuardrails } from './catalog.ts';
import { replayWith } from './judge-evidence.ts';

/**
 * Judges recorded evidence again, without a repository: `interlock check --replay FILE`. The same evidence and policy
 * give the same findings as the check that wrote it.
 * @param file path of an `evidence.json`
 * @throws ConfigurationError there is none, or it is not `interlock.evidence/1`
 */
export const replay = (file: string): Promise<Report> => replayWith(checkedGuardrails, file);
