import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Static } from 'typebox';
import { GoldenVectors, ItemItemCard, parseAs, RankerCard } from './model-card.ts';

/** Why a model cannot be served. */
export const loadFailures = [
  'missing',
  'card-invalid',
  'hash-mismatch',
  'model-invalid',
  'golden-mismatch',
  'unreachable',
] as const;
export type LoadFailure = {
  readonly ok: false;
  readonly reason: (typeof loadFailures)[number];
  readonly detail: string;
};

/** Which model of a registry: its folder is `<registry>/<name>/<version>`. */
export type PackageAddress = { readonly registry: string; readonly name: string; readonly version: string };

/** A package whose files are the ones that its card names. */
export type ModelPackage<Card> = {
  readonly card: Card;
  readonly file: Buffer;
  readonly golden: Static<typeof GoldenVectors>;
};
export type PackageResult<Card> = ({ readonly ok: true } & ModelPackage<Card>) | LoadFailure;

/** Reads a ranker's package and checks it: schema, name and version, and the SHA-256 of the model and its golden vectors. */
export const readRankerPackage = async (address: PackageAddress): Promise<PackageResult<RankerCard>> => {
  const read = await readCard(address, (text) => parseAs(RankerCard, text));
  if (!read.ok) return read;
  const golden = await readChecked(address, read.card.golden);
  if (!golden.ok) return golden;
  const vectors = parseAs(GoldenVectors, golden.file.toString('utf8'));
  return vectors.ok
    ? { ...read, golden: vectors.value }
    : { ok: false, reason: 'card-invalid', detail: `golden.json ${vectors.detail}` };
};

/** Reads an item-item package and checks it the same way; it has no golden vectors. */
export const readItemItemPackage = async (address: PackageAddress): Promise<PackageResult<ItemItemCard>> => {
  const read = await readCard(address, (text) => parseAs(ItemItemCard, text));
  return read.ok ? { ...read, golden: { source: 'none', vectors: [] } } : read;
};

type AnyCard = Pick<RankerCard, 'name' | 'version' | 'sha256'> & { readonly file: string };
type CardRead<Card> = { readonly ok: true; readonly card: Card; readonly file: Buffer } | LoadFailure;

const readCard = async <Card extends AnyCard>(
  address: PackageAddress,
  parse: (text: string) => { ok: true; value: Card } | { ok: false; detail: string },
): Promise<CardRead<Card>> => {
  const text = await readOrMissing(address, 'card.json');
  if (!text.ok) return text;
  const parsed = parse(text.file.toString('utf8'));
  if (!parsed.ok) return { ok: false, reason: 'card-invalid', detail: `the model card ${parsed.detail}` };
  const card = parsed.value;
  if (card.name !== address.name || card.version !== address.version)
    return {
      ok: false,
      reason: 'card-invalid',
      detail: `the card in ${address.name}/${address.version} is of ${card.name}/${card.version}: a package was moved or copied`,
    };
  const model = await readChecked(address, card);
  return model.ok ? { ok: true, card, file: model.file } : model;
};

type FileRead = { readonly ok: true; readonly file: Buffer } | LoadFailure;

const readChecked = async (
  address: PackageAddress,
  { file, sha256 }: { readonly file: string; readonly sha256: string },
): Promise<FileRead> => {
  const read = await readOrMissing(address, file);
  if (!read.ok) return read;
  const found = createHash('sha256').update(read.file).digest('hex');
  if (found === sha256) return read;
  return {
    ok: false,
    reason: 'hash-mismatch',
    detail: `${file} has the SHA-256 ${found}, its card says ${sha256}: deploy the two together`,
  };
};

const readOrMissing = async ({ registry, name, version }: PackageAddress, file: string): Promise<FileRead> => {
  try {
    return { ok: true, file: await readFile(join(registry, name, version, file)) };
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    return { ok: false, reason: 'missing', detail: `${name}/${version}/${file} cannot be read (${code})` };
  }
};
