import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Static, TSchema } from 'typebox';
import { failure, type RegistryFailure } from '../errors.ts';
import { GoldenVectors, ModelCard, Neighbours, problemWith, type ItemItemCard, type RankerCard } from './model-card.ts';
import type { ModelPackage } from './model-package.ts';
import { sha256 } from './sha256.ts';

export type PackageRead = { readonly ok: true; readonly content: ModelPackage } | RegistryFailure;

/**
 * The package in a folder, every file compared with the hash on its card: what was cut off, swapped or edited is refused
 * with a code and never half used.
 */
export const readPackage = (folder: string): PackageRead => {
  const bytes = readBytes(folder, 'card.json');
  if (!bytes.ok) return bytes;
  const card = parse({ folder, file: 'card.json', reason: 'models/card-invalid' }, ModelCard, bytes.content);
  if (!card.ok) return card;
  return card.value.kind === 'ranker' ? readRanker(folder, card.value) : readItemItem(folder, card.value);
};

const readRanker = (folder: string, card: RankerCard): PackageRead => {
  const model = readVerified(folder, card.file, card.sha256);
  if (!model.ok) return model;
  const text = readVerified(folder, card.golden.file, card.golden.sha256);
  if (!text.ok) return text;
  const golden = parse({ folder, file: card.golden.file, reason: 'models/file-invalid' }, GoldenVectors, text.content);
  if (!golden.ok) return golden;
  const odd = golden.value.vectors.findIndex(({ features }) => features.length !== card.features.length);
  if (odd !== -1)
    return failure(
      'models/file-invalid',
      `${join(folder, card.golden.file)}: vector ${odd} is not ${card.features.length} values wide`,
    );
  return { ok: true, content: { kind: 'ranker', card, model: model.content, golden: golden.value } };
};

const readItemItem = (folder: string, card: ItemItemCard): PackageRead => {
  const text = readVerified(folder, card.file, card.sha256);
  if (!text.ok) return text;
  const parsed = parse({ folder, file: card.file, reason: 'models/file-invalid' }, Neighbours, text.content);
  if (!parsed.ok) return parsed;
  const problem = problemOfNeighbours(parsed.value);
  if (problem !== undefined) return failure('models/file-invalid', `${join(folder, card.file)}: ${problem}`);
  return { ok: true, content: { kind: 'item-item', card, neighbours: parsed.value } };
};

const problemOfNeighbours = ({ items, neighbours, scores }: Neighbours): string | undefined => {
  if (neighbours.length !== items.length || scores.length !== items.length) return 'not one list an item';
  const at = neighbours.findIndex(
    (positions, item) =>
      positions.length !== scores[item]?.length || positions.some((position) => position >= items.length),
  );
  return at === -1 ? undefined : `the list of item ${at} points outside the items or has not one score a neighbour`;
};

type Bytes = { readonly ok: true; readonly content: Buffer } | RegistryFailure;

const readBytes = (folder: string, file: string): Bytes => {
  try {
    return { ok: true, content: readFileSync(join(folder, file)) };
  } catch (error) {
    return failure('models/file-missing', `${join(folder, file)}: ${(error as Error).message}`);
  }
};

const readVerified = (folder: string, file: string, expected: string): Bytes => {
  const bytes = readBytes(folder, file);
  if (!bytes.ok) return bytes;
  const found = sha256(bytes.content);
  if (found === expected) return bytes;
  return failure(
    'models/hash-mismatch',
    `${join(folder, file)} has the SHA-256 ${found}, its card says ${expected}: copy the package again, as a whole`,
  );
};

type Place = { readonly folder: string; readonly file: string; readonly reason: RegistryFailure['reason'] };

const parse = <Schema extends TSchema>(
  { folder, file, reason }: Place,
  schema: Schema,
  bytes: Buffer,
): { readonly ok: true; readonly value: Static<Schema> } | RegistryFailure => {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    return failure(reason, `${join(folder, file)} is not JSON: ${(error as Error).message}`);
  }
  const problem = problemWith(schema, value);
  return problem === undefined
    ? { ok: true, value: value as Static<Schema> }
    : failure(reason, `${join(folder, file)}: ${problem}`);
};
