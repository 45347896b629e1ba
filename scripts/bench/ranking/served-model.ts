import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A model package as the benchmark needs it. */
export type ServedModel = {
  readonly onnx: Buffer;
  readonly version: string;
  readonly sha256: string;
  /** Columns of its input. */
  readonly width: number;
  /** Its golden rows; null is missing. */
  readonly rows: readonly (readonly (number | null)[])[];
};

/** Where committed models are. */
export const committedRegistry = resolve(import.meta.dirname, '../../../services/models/registry');

/** The model that ranking ranks by. */
export const rankerName = 'now-playing-ranker';

/** The folder of the version that a registry serves in full. */
export const servedModelFolder = (registry = committedRegistry): string => {
  const { full } = readJson(join(registry, rankerName, 'serving.json')) as { readonly full: string };
  return join(registry, rankerName, full);
};

/** Reads a model package. @throws Error when `model.onnx` is not the one on its card */
export const readModel = (folder: string): ServedModel => {
  const onnx = readFileSync(join(folder, 'model.onnx'));
  const { version, sha256 } = readJson(join(folder, 'card.json')) as { version: string; sha256: string };
  const { vectors } = readJson(join(folder, 'golden.json')) as { vectors: { features: (number | null)[] }[] };
  const found = createHash('sha256').update(onnx).digest('hex');
  if (found !== sha256) throw new Error(`${folder}: model.onnx has the SHA-256 ${found}, its card says ${sha256}`);
  const rows = vectors.map(({ features }) => features);
  return { onnx, version, sha256, rows, width: rows[0]?.length ?? 0 };
};

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** A matrix of `count` rows, row-major: these rows, again and again; null becomes NaN. Pure. */
export const tileRows = (rows: ServedModel['rows'], count: number): Float32Array =>
  Float32Array.from(
    Array.from({ length: count }, (_, at) => rows[at % rows.length] ?? []).flat(),
    (value) => value ?? Number.NaN,
  );
