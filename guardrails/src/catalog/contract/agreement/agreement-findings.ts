import { createFinding } from '../../../guardrail.ts';
import { textOf } from '../message.ts';
import type { Finding, FindingData, Json } from '../../../guardrail.ts';
import type { AgreementEvidence, Emission, StaleClient } from './agreement-evidence.ts';

/** The findings on documents and clients that no longer agree with what they are made from. Pure. */
export const agreementFindings = ({ emissions, staleClients }: AgreementEvidence): readonly Finding[] => [
  ...emissions.flatMap(emissionFinding),
  ...staleClients.map(clientFinding),
];

const emissionFinding = ({ kind, path, command, outcome }: Emission): readonly Finding[] => {
  const common = { file: path, identity: [kind, path, command] };
  switch (outcome.state) {
    case 'agrees':
      return [];
    case 'stale': {
      const { differences, differenceCount, wasStale } = outcome;
      const data = { document: path, command, differences, differenceCount, wasStale } satisfies FindingData;
      const level = wasStale ? 'warning' : 'error';
      return [createFinding({ ...common, code: `contract/${kind}-stale`, level, data })];
    }
    case 'failed': {
      const { problem, failedBefore } = outcome;
      const data = { document: path, command, problem, failedBefore };
      const level = failedBefore ? 'warning' : 'error';
      return [createFinding({ ...common, code: 'contract/not-emitted', level, data })];
    }
    case 'missing': {
      const data = { document: path, command, problem: 'the file is not there', failedBefore: false };
      return [createFinding({ identity: common.identity, code: 'contract/not-emitted', level: 'warning', data })];
    }
  }
};

const clientFinding = ({ path, document, said, hash }: StaleClient): Finding =>
  createFinding({
    code: 'contract/client-stale',
    level: 'error',
    file: path,
    line: 1,
    data: { document: path, from: document, said, hash: hash ?? null },
    identity: [path, document],
  });

/** `/paths/~1cards/get: "a" is committed and "b" is emitted`. */
const differencesText = ({ differences, differenceCount }: FindingData): string => {
  const list = Array.isArray(differences) ? (differences as readonly { readonly [key: string]: Json }[]) : [];
  const shown = list.map(
    ({ at, committed, emitted }) => `\`${textOf(at)}\`: ${value(committed)} committed, ${value(emitted)} emitted`,
  );
  const more = Number(differenceCount ?? 0) - shown.length;
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
};

const value = (json: Json | undefined): string =>
  json === null || json === undefined ? 'nothing' : `\`${textOf(json)}\``;

const before = (was: Json | undefined): string => (was === true ? ' It was so on base already.' : '');

/** Code → text from data. */
export const agreementMessages: { readonly [code: string]: (data: FindingData) => string } = {
  'contract/document-stale': (data) =>
    `${textOf(data['document'])} is not what the code emits: ${differencesText(data)}. Callers are built on the committed document and meet the code.${before(data['wasStale'])} Write it anew with \`${textOf(data['command'])}\` and commit it; if the code is what is wrong, put that right.`,
  'contract/client-stale': (data) =>
    data['from'] === undefined
      ? `${textOf(data['document'])} is not what its generator prints: ${differencesText(data)}. Code that uses it is checked against another contract than the one in this repository.${before(data['wasStale'])} Generate it anew with \`${textOf(data['command'])}\` and commit it.`
      : `${textOf(data['document'])} was generated from ${textOf(data['from'])} with hash ${textOf(data['said'])}, and that document ${data['hash'] === null ? 'is not there any more' : `now has ${textOf(data['hash']).slice(0, textOf(data['said']).length)}`}. Code that uses it is checked against another contract than the one in this repository. Generate it anew and commit it.`,
  'contract/not-emitted': (data) =>
    `\`${textOf(data['command'])}\` should print ${textOf(data['document'])}, and ${textOf(data['problem'])}. Whether the two agree cannot be said.${data['failedBefore'] === true ? ' It fails on base as well.' : ''} Repair the command, or what it needs; which file it prints stands under \`contracts\` in interlock.config.json.`,
};
