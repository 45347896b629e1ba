import type { CollectContext, Finding } from '../../../guardrail.ts';
import type { Judgement } from '../contract-level.ts';
import type { DocumentPair } from '../openapi/compare-documents.ts';
import type { AgreementEvidence } from './agreement-evidence.ts';
import { agreementFindings } from './agreement-findings.ts';
import { collectEmissions } from './collect-emissions.ts';
import { collectStaleClients } from './generated-header.ts';
import { collectMixedVersions, mixedVersionFindings } from './mixed-versions.ts';
import type { MixedVersion } from './mixed-versions.ts';

/** Whether documents, clients and code agree, with each other and with the version before. */
export type Agreement = AgreementEvidence & { readonly mixed: readonly MixedVersion[] };

/** Looks at what `contracts.emitted` and `contracts.clients` name, at generated headers, and at versions that run side by side. */
export const collectAgreement = async (
  context: CollectContext,
  changed: readonly DocumentPair[],
): Promise<Agreement> => {
  const { emitted, clients } = context.policy.configuration.contracts;
  const files = [
    ...emitted.map(({ document, command }) => ({ kind: 'document' as const, path: document, command })),
    ...clients.map(({ client, command }) => ({ kind: 'client' as const, path: client, command })),
  ];
  return {
    emissions: await collectEmissions(files, context),
    staleClients: await collectStaleClients(context),
    mixed: await collectMixedVersions(context, changed),
  };
};

/** All findings on agreement; none where evidence is older than this. Pure. */
export const judgeAgreement = (agreement: Agreement | undefined, judgement: Judgement): readonly Finding[] =>
  agreement === undefined ? [] : [...agreementFindings(agreement), ...mixedVersionFindings(agreement.mixed, judgement)];
