import { dataText } from '../../data-text.ts';
import { createFinding, type Finding, type FindingData, type Guardrail, type Level } from '../../guardrail.ts';
import type { BriefTerms } from '../../policy/brief-terms.ts';
import { collectSecrets } from './collect-secrets.ts';
import type { FoundSecret, SecretsEvidence } from './secrets-evidence.ts';

/** Does the change add a key, a password or a token, at its head or in a commit on the way there? */
export const secrets: Guardrail<SecretsEvidence> = {
  id: 'secrets',
  version: 2,
  readsHistory: true,
  collect: async (context) => ({ evidence: await collectSecrets(context) }),
  assess: ({ found }, { brief }) => found.flatMap((secret) => assessSecret(secret, brief)),
  notChecked: ({ skipped, omittedCommits }) => [
    ...skipped.map(({ path, why }) => ({ what: path, why })),
    ...(omittedCommits === 0
      ? []
      : [{ what: 'commits of the change', why: `${omittedCommits} commits are beyond what is read of the history.` }]),
  ],
  messages: {
    'secrets/key': (data) =>
      `${where(data)} holds a ${named(data)}: whoever can read the repository can use it. Revoke it at its issuer, take it out, and read it from the environment or a secret store.`,
    'secrets/private-key': (data) =>
      `${where(data)} holds a private key (${size(data)}): whoever can read the repository can sign or decrypt with it. Replace the pair, take the key out, and mount it at run time.`,
    'secrets/likely-secret': (data) =>
      `${where(data)} has random text under a name that promises a secret (${size(data)}): if it is one, it is no longer secret. Read it from the environment; if it is none, name it for what it is.`,
    'secrets/url-password': (data) =>
      `${where(data)} has a password inside the address of another machine (${size(data)}): addresses end up in logs and error messages. Change the password, and put it together from the environment at run time.`,
    'secrets/in-history': (data) =>
      `Commit ${dataText(data, 'commit')} added a ${named(data)} to ${dataText(data, 'path')}, and a later commit took it away: it is still in the history that would land. Revoke it, and rewrite the branch without that commit (git rebase -i).`,
  },
};

const where = (data: FindingData): string => dataText(data, 'path');
const size = (data: FindingData): string => {
  const start = dataText(data, 'start');
  return `${start === '' ? '' : `starts with ${start}, `}${dataText(data, 'length')} characters`;
};
const named = (data: FindingData): string => `${dataText(data, 'kind').replaceAll('-', ' ')} (${size(data)})`;

const assessSecret = (secret: FoundSecret, brief: BriefTerms | null): readonly Finding[] => {
  const { kind, path, line, commit, start, length, digest } = secret;
  const level = levelOf(secret, brief);
  const identity = { kind, digest, length };
  const data = { kind, path, start, length };
  if (commit === null) return [createFinding({ code: codeOf(kind), level, file: path, line, data, identity })];
  // A guess about a text that is gone again is not worth a reader's time.
  if (secret.confidence === 'likely') return [];
  return [
    createFinding({
      code: 'secrets/in-history',
      level,
      file: path,
      data: { ...data, commit: commit.slice(0, 12) },
      identity,
    }),
  ];
};

const codeOf = (kind: string): string => {
  if (kind === 'private-key' || kind === 'url-password') return `secrets/${kind}`;
  return kind === 'named-secret' ? 'secrets/likely-secret' : 'secrets/key';
};

const levelOf = ({ confidence, place, isMoved }: FoundSecret, brief: BriefTerms | null): Level => {
  if (isMoved) return 'note';
  if (confidence === 'likely') return place === 'code' ? (brief === null ? 'warning' : 'error') : 'note';
  return place === 'code' ? 'error' : 'warning';
};
