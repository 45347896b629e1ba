import { createHash } from 'node:crypto';
import type { CollectContext } from '../../../guardrail.ts';
import type { FactReader } from '../../../tree/facts.ts';
import type { Tree } from '../../../tree/tree.ts';
import type { StaleClient } from './agreement-evidence.ts';

/** What the header of a generated file says of the document that it was made from. */
export type GeneratedHeader = { readonly document: string; readonly hash: string };

/** Files that are looked at: those that a generator put into a folder of its own, or that are named after one. */
const generatedPath = /(^|\/)(generated|__generated__|gen)\/|\.(generated|gen)\.[cm]?[jt]sx?$/;

/**
 * The header `Generated from DOCUMENT (sha256 HASH)` in the first lines of a file, as a fact. HASH is hexadecimal, at least
 * 12 digits of the SHA-256 of the document's text with line ends as `\n`.
 */
export const headerReader: FactReader<GeneratedHeader | null> = {
  id: 'contract-generated-header',
  version: 1,
  read: (text) => {
    const found = /generated from `?([^\s`(]+)`? \(sha256[:= ]+([0-9a-f]{12,64})\)/i.exec(text.slice(0, 1000));
    const [, document, hash] = found ?? [];
    return document === undefined || hash === undefined ? null : { document, hash: hash.toLowerCase() };
  },
};

/** The hash that a header names a document by. Pure. */
export const documentHash = (text: string): string =>
  createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');

/**
 * Generated files at head whose document has another hash than their header says, where base's pair of them agreed or was not
 * there: a header that never matched is made by other rules than these. Nothing is run.
 */
export const collectStaleClients = async ({
  base,
  head,
  change,
  facts,
}: Pick<CollectContext, 'base' | 'head' | 'change' | 'facts'>): Promise<readonly StaleClient[]> => {
  const paths = (await head.list()).map(({ path }) => path).filter((path) => generatedPath.test(path));
  if (paths.length === 0) return [];
  const headers = await facts(headerReader, head, paths);
  const changed = new Set(change.files.flatMap(({ path, basePath }) => [path, basePath ?? path]));
  const stale: StaleClient[] = [];
  for (const [path, header] of headers) {
    if (header === null || !(changed.has(path) || changed.has(header.document))) continue;
    const text = await head.readText(header.document);
    if (agrees(header, text) || (text === null && !changed.has(header.document))) continue;
    if (await neverAgreed(path, base)) continue;
    const hash = text === null ? null : documentHash(text);
    stale.push({ path, document: header.document, said: header.hash, hash });
  }
  return stale.toSorted((one, other) => (one.path < other.path ? -1 : 1));
};

const agrees = ({ hash }: GeneratedHeader, text: string | null): boolean =>
  text !== null && documentHash(text).startsWith(hash);

const neverAgreed = async (path: string, base: Tree): Promise<boolean> => {
  const client = await base.readText(path);
  const header = client === null ? null : headerReader.read(client, path);
  return header !== null && !agrees(header, await base.readText(header.document));
};
