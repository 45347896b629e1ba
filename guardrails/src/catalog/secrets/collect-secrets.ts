import { createHash } from 'node:crypto';
import type { Change, ChangedFile } from '../../change/change.ts';
import type { CollectContext } from '../../guardrail.ts';
import { addedTextOf } from './added-text.ts';
import { findSecrets } from './find-secrets.ts';
import { placeOf } from './place-of.ts';
import type { KeyMatch } from './provider-keys.ts';
import type { FoundSecret, SecretsEvidence } from './secrets-evidence.ts';

/** Most characters of one file's added lines, and of all together, that are searched. */
const limits = { file: 2_000_000, all: 20_000_000 } as const;

type Skipped = SecretsEvidence['skipped'][number];
type Search = { readonly found: readonly FoundSecret[]; readonly skipped: readonly Skipped[] };

/**
 * Searches the added lines of a change, and those of each commit on its way: what a later commit took away again is
 * still in the history that lands. Nothing that it gives holds more than four characters of a secret.
 */
export const collectSecrets = async ({
  change,
  history,
  signal,
}: Pick<CollectContext, 'change' | 'history' | 'signal'>): Promise<SecretsEvidence> => {
  const now = await search(change, { commit: null, signal });
  const { steps, omitted } = await history();
  const past: FoundSecret[] = [];
  const known = new Set(now.found.map(identityOf));
  for (const { commit, change: step } of steps) {
    const { found } = await search(step, { commit, signal });
    for (const secret of found) {
      if (known.has(identityOf(secret))) continue;
      known.add(identityOf(secret));
      past.push(secret);
    }
  }
  return { found: [...now.found, ...past], skipped: now.skipped, omittedCommits: omitted };
};

const identityOf = ({ kind, digest, length }: FoundSecret): string => `${kind} ${digest} ${length}`;

type SearchOptions = { readonly commit: string | null; readonly signal: AbortSignal };

const search = async (change: Change, { commit, signal }: SearchOptions): Promise<Search> => {
  const found: FoundSecret[] = [];
  const skipped: Skipped[] = [];
  let searched = 0;
  for (const file of change.files) {
    signal.throwIfAborted();
    const { text, lineAt } = addedTextOf(file);
    const why = whyNot(file, text.length, searched);
    if (why !== null) skipped.push({ path: file.path, why });
    if (why !== null || text === '') continue;
    searched += text.length;
    for (const match of await findSecrets(text, file.path))
      found.push(redact(match, { path: file.path, line: lineAt(match.at), commit, isMoved: isRemoved(change, match) }));
  }
  return { found, skipped };
};

const whyNot = ({ isBinary, headMode }: ChangedFile, length: number, searched: number): string | null => {
  if (isBinary && headMode !== '000000') return 'It is binary: it has no lines to search.';
  if (length > limits.file) return `It adds more than ${limits.file / 1_000_000} million characters.`;
  return searched + length > limits.all ? 'The change adds more text than is searched.' : null;
};

/** A key that stands in a removed line too was in the repository before: this change only moves it. */
const isRemoved = ({ files }: Change, { text }: KeyMatch): boolean =>
  files.some(({ hunks }) =>
    hunks.some(({ removed }) => removed.some((line) => line.includes(text)) || removed.join('').includes(text)),
  );

type Where = Pick<FoundSecret, 'path' | 'line' | 'commit' | 'isMoved'>;

const redact = ({ kind, confidence, text }: KeyMatch, where: Where): FoundSecret => ({
  kind,
  confidence,
  ...where,
  place: placeOf(where.path),
  // Of a short secret even four characters would say too much.
  start: text.length >= 20 ? text.slice(0, 4) : '',
  length: text.length,
  digest: createHash('sha256').update(text).digest('hex').slice(0, 6),
});
