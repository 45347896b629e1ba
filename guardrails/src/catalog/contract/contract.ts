import type { CollectContext, Collected, Finding, Guardrail } from '../../guardrail.ts';
import { collectAgreement, judgeAgreement } from './agreement/collect-agreement.ts';
import type { Agreement } from './agreement/collect-agreement.ts';
import { collectConsumers, documentBreakKey, typeBreakKey } from './collect-consumers.ts';
import type { FoundReliance } from './collect-consumers.ts';
import { collectDocuments } from './collect-documents.ts';
import type { Documents } from './collect-documents.ts';
import { contractFindings } from './contract-findings.ts';
import { judgementOf } from './contract-level.ts';
import type { Judgement } from './contract-level.ts';
import { contractMessages } from './contract-messages.ts';
import { collectEvents } from './events/collect-events.ts';
import type { Events } from './events/collect-events.ts';
import { eventFindings, eventsNotChecked, unreadableEvent } from './events/event-findings.ts';
import type { DocumentProblem } from './document/parse-document.ts';
import { compareDocuments } from './openapi/compare-documents.ts';
import type { DocumentPair } from './openapi/compare-documents.ts';
import { documentsNotChecked } from './openapi/documents-not-checked.ts';
import { collectTypeScriptApi } from './typescript/collect-typescript-api.ts';
import type { TypeScriptApi } from './typescript/collect-typescript-api.ts';
import { typescriptFindings } from './typescript/typescript-findings.ts';

/** What a change does to the contracts of a repository. */
export type ContractEvidence = Documents & {
  /** Schemas of events; absent where `contracts.events` names none. */
  readonly events?: Events;
  /** Exported types of packages that are a contract; absent where `publicApi` lists none. */
  readonly typescript?: TypeScriptApi;
  /** Whether documents, clients and code agree; absent in evidence of an older version. */
  readonly agreement?: Agreement;
  /** Who relies on what broke; absent where nothing did. */
  readonly reliance?: FoundReliance;
};

/** Judges whether the contracts of a change still keep what base promised to callers. */
export const contract: Guardrail<ContractEvidence> = {
  id: 'contract',
  version: 2,
  collect: async (context: CollectContext): Promise<Collected<ContractEvidence>> => {
    const documents = await collectDocuments(context);
    const problem = documents.changed.flatMap(unreadableBase)[0];
    if (problem !== undefined) return { cannotCheck: problem };
    const events = await collectEvents(context);
    const unreadable = unreadableEvent(events);
    if (unreadable !== null) return { cannotCheck: unreadable };
    const typescript = await collectTypeScriptApi(context);
    if (typescript !== null && 'cannotCheck' in typescript) return typescript;
    const found = {
      ...documents,
      ...(events === null ? {} : { events }),
      ...(typescript === null ? {} : { typescript }),
    };
    const agreement = await collectAgreement(context, documents.changed);
    const reliance = await collectConsumers(context, found);
    return { evidence: { ...found, agreement, ...(reliance === null ? {} : { reliance }) } };
  },
  assess: (evidence, policy) => judgeContract(evidence, judgementOf(policy)),
  notChecked: (evidence, policy) => [
    ...documentsNotChecked(evidence, policy.configuration.contracts.openapi),
    ...eventsNotChecked(evidence.events),
    ...(evidence.typescript?.comparison.notCompared ?? []),
    ...(evidence.reliance?.incomplete == null
      ? []
      : [{ what: 'some of those who rely on what broke', why: evidence.reliance.incomplete }]),
  ],
  messages: contractMessages,
};

/** What is wrong with the contracts of a change, by what was agreed. Pure, deterministic. */
export const judgeContract = (evidence: ContractEvidence, judgement: Judgement): readonly Finding[] => {
  const placesOf = (key: string) => evidence.reliance?.places[key] ?? null;
  return onceEach([
    ...evidence.changed.flatMap((pair) =>
      contractFindings(pair, judgement, (difference) => placesOf(documentBreakKey(pair.path, difference))),
    ),
    ...eventFindings(evidence.events, judgement),
    ...typescriptFindings(evidence.typescript, judgement, (difference) => placesOf(typeBreakKey(difference))),
    ...judgeAgreement(evidence.agreement, judgement),
  ]);
};

/** A file that several documents refer to is told once. */
const onceEach = (findings: readonly Finding[]): readonly Finding[] =>
  [
    ...new Map(findings.toReversed().map((finding) => [`${finding.code} ${finding.fingerprint}`, finding])).values(),
  ].toReversed();

const unreadableBase = (pair: DocumentPair): readonly string[] => {
  const comparison = compareDocuments(pair);
  return comparison.state === 'base-unreadable' ? [whyUnreadable(pair, comparison.problem)] : [];
};

const whyUnreadable = ({ path, basePath }: DocumentPair, { detail, line, column }: DocumentProblem): string =>
  `${basePath ?? path} at base cannot be read as JSON or YAML (line ${line ?? '?'}, column ${column ?? '?'}: ${detail}), so ` +
  'what it promised cannot be compared. Repair it on base, or take it out of `contracts.openapi` there.';
