import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import onnxProto from 'onnx-proto';
import type { ItemItemCard, RankerCard, ServingPointer } from './model-card.ts';
import { inputName, outputName } from './scorer.ts';

const { onnx } = onnxProto;

/** A model registry in a temporary folder, for tests. */
export type BuiltRegistry = {
  readonly folder: string;
  readonly addRanker: (ranker: BuiltRanker) => void;
  readonly addNeighbours: (
    version: string,
    neighbours: Readonly<Record<string, readonly string[]>>,
    name?: string,
  ) => void;
  /** Replaces the pointer as a whole, as a promotion does. */
  readonly point: (name: string, pointer: ServingPointer) => void;
  readonly remove: () => void;
};

/** A linear model: the score of a row is the sum of its values times the weights, one a column. */
export type BuiltRanker = {
  readonly name: string;
  readonly version: string;
  readonly weights: readonly number[];
  readonly features?: readonly string[];
  /** Laid over the card. */
  readonly card?: Partial<RankerCard>;
  /** Laid over the files. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
};

/** An empty registry. */
export const buildRegistry = (): BuiltRegistry => {
  const folder = mkdtempSync(join(tmpdir(), 'registry-'));
  const write = (name: string, version: string, files: Readonly<Record<string, string | Uint8Array>>): void => {
    mkdirSync(join(folder, name, version), { recursive: true });
    for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, name, version, file), content);
  };
  return {
    folder,
    addRanker: (ranker) => write(ranker.name, ranker.version, { ...rankerFiles(ranker), ...ranker.files }),
    addNeighbours: (version, neighbours, name = 'now-playing-neighbours') =>
      write(name, version, neighboursFiles(name, version, neighbours)),
    point: (name, pointer) => {
      mkdirSync(join(folder, name), { recursive: true });
      const next = join(folder, name, `.serving-${process.hrtime.bigint()}.json`);
      writeFileSync(next, JSON.stringify(pointer));
      renameSync(next, join(folder, name, 'serving.json'));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

const rankerFiles = ({ name, version, weights, features, card }: BuiltRanker): Record<string, string | Uint8Array> => {
  const model = linearModel(weights);
  const rows = Array.from({ length: 5 }, (_, row) => weights.map((_weight, column) => (row + 1) * (column + 2)));
  const vectors = rows.map((row) => ({
    features: row,
    score: row.reduce((sum, value, column) => sum + value * (weights[column] ?? 0), 0),
  }));
  const golden = JSON.stringify({ source: 'worked out in this test', vectors });
  const whole: RankerCard = {
    ...common(name, version, model),
    kind: 'ranker',
    file: 'model.onnx',
    features: weights.map((_, at) => ({ name: features?.[at] ?? `feature_${at}`, default: null })),
    trees: 1,
    maxDepth: 1,
    golden: { file: 'golden.json', sha256: sha256(golden), tolerance: 1e-4 },
    ...card,
  };
  return { 'model.onnx': model, 'golden.json': golden, 'card.json': JSON.stringify(whole) };
};

const neighboursFiles = (
  name: string,
  version: string,
  neighbours: Readonly<Record<string, readonly string[]>>,
): Record<string, string> => {
  const items = [...new Set(Object.entries(neighbours).flat(2))];
  const lists = items.map((item) => (neighbours[item] ?? []).map((id) => items.indexOf(id)));
  const file = JSON.stringify({ items, neighbours: lists, scores: lists.map((list) => list.map(() => 1)) });
  const card: ItemItemCard = {
    ...common(name, version, file),
    kind: 'item-item',
    file: 'neighbours.json',
    items: items.length,
    neighboursPerItem: 1,
  };
  return { 'neighbours.json': file, 'card.json': JSON.stringify(card) };
};

const common = (name: string, version: string, file: string | Uint8Array) => ({
  name,
  version,
  sha256: sha256(file),
  trainingData: { source: 'made up for a test', hash: sha256(''), simulated: true },
  trainer: 'a test',
  parameters: {},
  metrics: { data: 'none', values: {} },
  latencyBudgetMs: 5,
});

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

const float = 1;

/** An ONNX model of one MatMul: a missing value in a row makes its score NaN. */
export const linearModel = (weights: readonly number[]): Uint8Array =>
  onnx.ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    graph: {
      name: 'linear',
      node: [{ opType: 'MatMul', input: [inputName, 'weights'], output: [outputName] }],
      initializer: [{ name: 'weights', dataType: float, dims: [weights.length, 1], floatData: [...weights] }],
      input: [tensor(inputName, weights.length)],
      output: [tensor(outputName, 1)],
    },
  }).finish();

const tensor = (name: string, columns: number) => ({
  name,
  type: { tensorType: { elemType: float, shape: { dim: [{ dimParam: 'rows' }, { dimValue: columns }] } } },
});
