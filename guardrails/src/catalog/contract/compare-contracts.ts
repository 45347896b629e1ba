import type { Report } from '../../report/report.ts';
import type { ContractKind } from './contract-kind.ts';
import type { Judgement } from './contract-level.ts';
import { contractReport, judgementFor, reportOf } from './contract-report.ts';
import type { ContractOutcome, ContractRequest } from './contract-report.ts';
import type { Compatibility } from './events/compare-events.ts';
import { eventFindings, eventsNotChecked, unreadableEvent } from './events/event-findings.ts';
import { typescriptFindings } from './typescript/typescript-findings.ts';

/** Two contracts of one kind. */
export type ComparisonRequest = ContractRequest & {
  readonly kind: ContractKind;
  /** Of JSON Schemas: whose reading must go on. Default `backward`. */
  readonly compatibility?: Compatibility;
};

/**
 * What `interlock contract BASE HEAD` answers for two files of any kind. TypeScript is read by the compiler, which is loaded
 * then; nothing of the files is run.
 */
export const compareContracts = async (request: ComparisonRequest): Promise<Report> => {
  switch (request.kind) {
    case 'openapi':
      return contractReport(request);
    case 'json-schema':
      return reportOf(request, compareSchemaFiles(request));
    case 'typescript':
      return reportOf(request, await compareDeclarations(request, judgementFor(request)));
  }
};

const compareSchemaFiles = (request: ComparisonRequest): ContractOutcome => {
  const { base, head, compatibility = 'backward' } = request;
  const events = { changed: [{ path: head.path, base, head, compatibility }] };
  const cannotCheck = unreadableEvent(events);
  if (cannotCheck !== null) return { cannotCheck };
  return { findings: eventFindings(events, judgementFor(request)), notChecked: eventsNotChecked(events) };
};

const compareDeclarations = async (
  { base, head }: ComparisonRequest,
  judgement: Judgement,
): Promise<ContractOutcome> => {
  const { compareTypeScriptApi } = await import('./typescript/compare-typescript-api.ts');
  const comparison = await compareTypeScriptApi({
    base: { [base.path]: base.text, ...base.others },
    head: { [head.path]: head.text, ...head.others },
    entry: { base: base.path, head: head.path },
    name: head.path,
  });
  return { findings: typescriptFindings({ comparison }, judgement), notChecked: comparison.notCompared };
};
