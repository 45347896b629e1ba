/**
 * Trains the ranking model on simulated listening and writes everything that is committed with it: the model, its card,
 * the golden vectors, the feature snapshot and the request log. Run: `node scripts/train-model/main.ts`.
 * Needs Debian's xgboost program (`apt-get install xgboost`); tests and serving need none of this.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadOnnxScorer } from '../../services/ranking/src/model/load-onnx-scorer.ts';
import { chooseGoldenRows } from './golden-rows.ts';
import { modelCardOf } from './model-card-of.ts';
import { largestDifference, scoresByGroup } from './parity.ts';
import { createRandom } from './random.ts';
import { committedSeed, simulate, type Simulation } from './simulate.ts';
import { toOnnx } from './to-onnx.ts';
import { modelInputs } from './training-rows.ts';
import { writeJson } from './write-json.ts';
import { predict, train } from './xgboost.ts';
import { parseXgboostModel } from './xgboost-model.ts';

const tolerance = 1e-5;
const services = resolve(import.meta.dirname, '../../services');
const modelFolder = join(services, 'ranking/model');

const trainModel = async (work: string, { trainingGroups, holdOutGroups }: Simulation): Promise<void> => {
  const random = createRandom(committedSeed + 1);
  const model = parseXgboostModel(train(work, trainingGroups));
  const onnx = toOnnx(model, modelInputs.length);
  const holdOutScores = scoresByGroup(holdOutGroups, predict(work, holdOutGroups));
  const trained = { model, onnx, seed: committedSeed, tolerance, trainingGroups, holdOutGroups, holdOutScores };
  const card = modelCardOf(trained, random);
  writeFileSync(join(modelFolder, 'model.onnx'), onnx);
  await writeJson(join(modelFolder, 'card.json'), card);
  await writeGolden(work, chooseGoldenRows(random, holdOutGroups, model));

  const parity = await largestDifference(await loadOnnxScorer(modelFolder), holdOutGroups, holdOutScores);
  console.log({ ...card.holdOut, trees: card.trees, maxDepth: card.maxDepth, bytes: onnx.length, parity });
  if (!(parity <= tolerance)) throw new Error(`ONNX Runtime and trainer differ by ${parity}; ${tolerance} is allowed`);
};

const writeGolden = async (work: string, rows: readonly Float32Array[]): Promise<void> => {
  const scores = predict(work, [{ rows, labels: rows.map(() => 0), popularity: [] }]);
  const vectors = rows.map((row, at) => ({
    features: Array.from(row, (value) => (Number.isNaN(value) ? null : value)),
    score: scores[at],
  }));
  await writeJson(join(modelFolder, 'golden.json'), {
    source: "the trainer's own predictions; null is missing",
    vectors,
  });
};

const work = mkdtempSync(join(tmpdir(), 'train-model-'));
try {
  const simulation = simulate(committedSeed);
  await trainModel(work, simulation);
  await writeJson(join(services, 'features/seed/snapshot.json'), simulation.served);
  writeFileSync(join(services, 'ranking/bench/requests.jsonl'), simulation.requestLog);
} finally {
  rmSync(work, { recursive: true, force: true });
}
