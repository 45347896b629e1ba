import type { Guardrail } from '../guardrail.ts';
import { combineVerdicts, type Report } from '../report/report.ts';
import { readEvidenceFile, type EvidenceFile } from './evidence-file.ts';
import { judge, type Judgement } from './judge.ts';

/**
 * Judges recorded evidence again: no repository, no sandbox, nothing run. The same evidence and policy give the same
 * findings as the check that wrote it.
 * @param file path of an `evidence.json`
 * @throws ConfigurationError see {@link readEvidenceFile}
 */
export const replayWith = async (guardrails: readonly Guardrail<unknown>[], file: string): Promise<Report> =>
  judgeEvidence(guardrails, await readEvidenceFile(file));

/** The report on recorded evidence. Pure. */
export const judgeEvidence = (guardrails: readonly Guardrail<unknown>[], evidence: EvidenceFile): Report =>
  createReport(
    evidence,
    evidence.guardrails.map((outcome) => judge(findGuardrail(guardrails, outcome), outcome, evidence)),
  );

/** Puts what guardrails said into a report. Pure. */
export const createReport = (
  { base, head, mergeBase, uncovered }: Omit<EvidenceFile, 'guardrails'>,
  judgements: readonly Judgement[],
): Report => ({
  schema: 'interlock.report/1',
  base,
  head,
  mergeBase,
  verdict: combineVerdicts(judgements.map(({ report }) => report.verdict)),
  guardrails: judgements.map(({ report }) => report),
  notChecked: [...uncovered, ...judgements.flatMap(({ notChecked }) => notChecked)],
});

const findGuardrail = (
  guardrails: readonly Guardrail<unknown>[],
  { id, version }: { readonly id: string; readonly version: number },
): Guardrail<unknown> =>
  guardrails.find((one) => one.id === id && one.version === version) ?? unknownGuardrail(id, version);

/** Stands in for a guardrail that this version of Interlock does not have: it cannot judge. */
const unknownGuardrail = (id: string, version: number): Guardrail<unknown> => ({
  id,
  version,
  collect: () => Promise.resolve({ cannotCheck: 'not here' }),
  assess: () => {
    throw new Error(`this Interlock has no version ${version} of the guardrail "${id}"`);
  },
  messages: {},
});
