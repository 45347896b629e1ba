import { findNamedSecrets } from './named-secrets.ts';
import { isMachineWritten } from './place-of.ts';
import { findPrivateKeys } from './private-key.ts';
import { findProviderKeys, type KeyMatch } from './provider-keys.ts';
import { findBySecretlint } from './secretlint-rules.ts';
import { findUrlCredentials } from './url-credentials.ts';

/** What may hide a key from a search by form: a literal in pieces, or one in base64. */
const joint = /(["'`])\s{0,8}\+\s{0,40}(["'`])/g;
const encoded = /["'`]([A-Za-z0-9+/]{32,4096}={0,2})["'`]/g;

/** Letters and digits in one stretch: without one there is no key for secretlint to find. */
const anyStretch = /[A-Za-z0-9+/_=-]{16}/;

/**
 * Finds secrets in the lines that a change adds to a file: private keys, keys of known providers (also in pieces or in
 * base64), what secretlint knows besides, passwords in addresses, and random text under a telling name. The surest
 * answer for a place stands; places are offsets in `text`.
 */
export const findSecrets = async (text: string, path: string): Promise<readonly KeyMatch[]> => {
  if (!anyStretch.test(text) && !text.includes('://')) return [];
  const sure = [...privateKeys(text), ...findProviderKeys(text), ...inPieces(text), ...inBase64(text)];
  const machineWritten = isMachineWritten(path);
  const others = machineWritten ? [] : [...(await findBySecretlint(text, path)), ...findUrlCredentials(text)];
  const named = machineWritten ? [] : findNamedSecrets(text, path);
  return withoutOverlaps([...sure, ...others, ...named]);
};

const privateKeys = (text: string): readonly KeyMatch[] =>
  findPrivateKeys(text).map(({ at, body, isVerified }) => ({
    kind: 'private-key',
    confidence: isVerified ? 'verified' : 'likely',
    at,
    text: body,
  }));

/** `"ghp_" + "…"` is one key to whoever runs the code. Offsets are those of the line where its first piece stands. */
const inPieces = (text: string): readonly KeyMatch[] => {
  if (text.search(joint) === -1) return [];
  const starts: number[] = [];
  let joined = '';
  let at = 0;
  for (const match of text.matchAll(joint)) {
    for (; at < match.index; at += 1) joined += keep(text, at, starts);
    at = match.index + match[0].length;
  }
  for (; at < text.length; at += 1) joined += keep(text, at, starts);
  const whole = new Set(findProviderKeys(text).map((key) => key.text));
  return findProviderKeys(joined)
    .filter((key) => !whole.has(key.text))
    .map((key) => ({ ...key, at: starts[key.at] ?? 0 }));
};

const keep = (text: string, at: number, starts: number[]): string => {
  starts.push(at);
  return text[at] ?? '';
};

const inBase64 = (text: string): readonly KeyMatch[] =>
  Array.from(text.matchAll(encoded)).flatMap((match) => {
    const plain = Buffer.from(match[1] ?? '', 'base64').toString('latin1');
    if (!/^[\x09\x0a\x0d\x20-\x7e]+$/.test(plain)) return [];
    return [...findProviderKeys(plain), ...privateKeys(plain)].map((key) => ({ ...key, at: match.index + 1 }));
  });

const rank = { verified: 0, format: 1, likely: 2 } as const;

const withoutOverlaps = (matches: readonly KeyMatch[]): readonly KeyMatch[] => {
  const kept: KeyMatch[] = [];
  for (const match of matches.toSorted((one, other) => rank[one.confidence] - rank[other.confidence]))
    if (!kept.some((other) => match.at < other.at + other.text.length && other.at < match.at + match.text.length))
      kept.push(match);
  return kept.toSorted((one, other) => one.at - other.at);
};
