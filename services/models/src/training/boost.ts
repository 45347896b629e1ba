import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../package/sha256.ts';
import type { GoldenVectors, RankerCard } from '../package/model-card.ts';
import type { RankerPackage } from '../package/model-package.ts';
import { renderGolden } from '../package/package-files.ts';
import { rankerColumns } from '../ranker/columns.ts';
import { chooseGoldenRows, knockOut } from '../ranker/golden-rows.ts';
import { openRuntime, runtimeName } from '../ranker/open-runtime.ts';
import { largestDifference } from '../ranker/parity.ts';
import { scoresByGroup, type RowGroup, type ScoredGroup } from '../ranker/row-group.ts';
import { toOnnx } from '../ranker/to-onnx.ts';
import { parseXgboostModel, treeDepth, type XgboostModel } from '../ranker/xgboost-model.ts';
import { predictXgboost, toLibsvm, trainXgboost, xgboostVersion, type TrainingParameters } from '../ranker/xgboost.ts';
import { createRandom } from '../simulator/random.ts';

export type BoostPlan = {
  readonly name: string;
  readonly seed: number;
  readonly source: string;
  readonly parameters: TrainingParameters;
  readonly latencyBudgetMs: number;
  readonly training: readonly RowGroup[];
  readonly holdOut: readonly RowGroup[];
  /** Measures the hold-out by the scores of the trained model. */
  readonly measure: (scored: readonly ScoredGroup[]) => RankerCard['metrics'];
};

export type Boosted = {
  readonly content: RankerPackage;
  readonly parity: { readonly rows: number; readonly largest: number };
};

const tolerance = 1e-5;
const parityRows = 6000;

/**
 * Trains a ranker, writes it as ONNX and shows in the serving runtime that both say the same of thousands of rows, a
 * quarter of their values missing.
 * @throws Error when they differ by more than 1e-5: such a model is never packaged
 */
export const boost = async (plan: BoostPlan): Promise<Boosted> => {
  const folder = await mkdtemp(join(tmpdir(), 'models-train-'));
  try {
    const random = createRandom(plan.seed + 1);
    const model = parseXgboostModel(await trainXgboost(folder, plan.training, plan.parameters));
    const scored = scoresByGroup(plan.holdOut, await predictXgboost(folder, plan.holdOut));
    const goldenRows = chooseGoldenRows(random, plan.holdOut, model);
    const golden = {
      source: "the trainer's own predictions; null is missing",
      vectors: await vectorsOf(folder, goldenRows),
    };
    const bytes = toOnnx(model, rankerColumns.length);
    const parity = await checkParity({ folder, bytes, rows: sampleRows(plan, random) });
    const card = await cardOf(plan, { model, bytes, golden, scored });
    return { content: { kind: 'ranker', card, model: bytes, golden }, parity };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const sampleRows = ({ holdOut }: BoostPlan, random: ReturnType<typeof createRandom>): Float32Array[] => {
  const rows = holdOut.flatMap((group) => group.rows);
  return Array.from({ length: parityRows }, () => knockOut(random, random.pick(rows), 0.25));
};

const predictRows = (folder: string, rows: readonly Float32Array[]): Promise<number[]> =>
  predictXgboost(folder, [{ rows, labels: rows.map(() => 0) }]);

const vectorsOf = async (folder: string, rows: readonly Float32Array[]): Promise<GoldenVectors['vectors']> => {
  const scores = await predictRows(folder, rows);
  return rows.map((row, at) => ({
    features: Array.from(row, (value) => (Number.isNaN(value) ? null : value)),
    score: scores[at] ?? Number.NaN,
  }));
};

type ParityParts = { readonly folder: string; readonly bytes: Uint8Array; readonly rows: readonly Float32Array[] };

const checkParity = async ({ folder, bytes, rows }: ParityParts): Promise<Boosted['parity']> => {
  const scores = await predictRows(folder, rows);
  const runtime = await openRuntime(bytes);
  try {
    const largest = await largestDifference(
      runtime,
      rows.map((row, at) => ({ row, score: scores[at] ?? Number.NaN })),
    );
    if (!(largest <= tolerance))
      throw new Error(
        `${runtimeName()} and the trainer differ by ${largest} over ${rows.length} rows; ${tolerance} is allowed`,
      );
    return { rows: rows.length, largest };
  } finally {
    await runtime.close();
  }
};

type CardParts = {
  readonly model: XgboostModel;
  readonly bytes: Uint8Array;
  readonly golden: GoldenVectors;
  readonly scored: readonly ScoredGroup[];
};

const cardOf = async (plan: BoostPlan, { model, bytes, golden, scored }: CardParts): Promise<RankerCard> => ({
  kind: 'ranker',
  file: 'model.onnx',
  name: plan.name,
  version: `${plan.name}-${sha256(bytes).slice(0, 8)}`,
  sha256: sha256(bytes),
  trainingData: {
    source: plan.source,
    hash: sha256([...toLibsvm(plan.training)].join('')),
    simulated: true,
    seed: plan.seed,
  },
  trainer: `xgboost ${await xgboostVersion()} (Debian), written as ONNX by services/models/src/ranker/to-onnx.ts`,
  parameters: { ...plan.parameters },
  metrics: plan.measure(scored),
  latencyBudgetMs: plan.latencyBudgetMs,
  features: rankerColumns.map((column) => ({ ...column })),
  trees: model.trees.length,
  maxDepth: Math.max(...model.trees.map((tree) => treeDepth(tree))),
  golden: { file: 'golden.json', sha256: sha256(renderGolden(golden)), tolerance },
});
