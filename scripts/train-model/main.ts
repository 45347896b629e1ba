/**
 * Trains the ranking model on simulated listening and writes everything that is committed with it: the model, its card,
 * the golden vectors, the feature snapshot and the request log. Run: `node scripts/train-model/main.ts`.
 * Needs Debian's xgboost program (`apt-get install xgboost`); tests and serving need none of this.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FeatureSnapshot } from '../../services/features/src/core/records.ts';
import { snapshotOf, type SnapshotFile } from '../../services/features/src/store/read-snapshot.ts';
import { loadOnnxScorer } from '../../services/ranking/src/model/load-onnx-scorer.ts';
import { chooseGoldenRows } from './golden-rows.ts';
import { simulateImpressions } from './listen.ts';
import { modelCardOf } from './model-card-of.ts';
import { largestDifference, scoresByGroup } from './parity.ts';
import { createRandom } from './random.ts';
import { createRequestLog } from './request-log.ts';
import { summariseHistory } from './summarise-history.ts';
import { toOnnx } from './to-onnx.ts';
import { createRowGroups, modelInputs, type RowGroup } from './training-rows.ts';
import { createWorld, type World } from './world.ts';
import { writeJson } from './write-json.ts';
import { predict, train } from './xgboost.ts';
import { parseXgboostModel } from './xgboost-model.ts';

const seed = 2026;
const tolerance = 1e-5;
const services = resolve(import.meta.dirname, '../../services');
const modelFolder = join(services, 'ranking/model');

const main = async (work: string): Promise<void> => {
  const random = createRandom(seed);
  const world = createWorld(random, { artists: 40, users: 400 });
  const history = simulateImpressions(random, world, { perUser: 12, shown: 20 });
  const file = summariseHistory(world, history, `simulated-${seed}`);
  const snapshot = snapshotOf(file);
  await trainModel(
    work,
    createRowGroups(random, simulateImpressions(random, world, { perUser: 10, shown: 24 }), snapshot),
  );
  await writeServingData(world, file, snapshot);
};

const trainModel = async (work: string, groups: readonly RowGroup[]): Promise<void> => {
  const random = createRandom(seed + 1);
  const trainingGroups = groups.slice(0, Math.floor(groups.length * 0.8));
  const holdOutGroups = groups.slice(trainingGroups.length);
  const model = parseXgboostModel(train(work, trainingGroups));
  const onnx = toOnnx(model, modelInputs.length);
  const holdOutScores = scoresByGroup(holdOutGroups, predict(work, holdOutGroups));
  const card = modelCardOf({ model, onnx, seed, tolerance, trainingGroups, holdOutGroups, holdOutScores }, random);
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

const writeServingData = async (world: World, file: SnapshotFile, snapshot: FeatureSnapshot): Promise<void> => {
  const served = { ...file, users: file.users.slice(0, 24) };
  await writeJson(join(services, 'features/seed/snapshot.json'), served);
  const options = { requests: 60, users: served.users.map(({ id }) => id) };
  const log = createRequestLog(createRandom(seed + 2), { world, snapshot }, options);
  writeFileSync(join(services, 'ranking/bench/requests.jsonl'), log);
};

const work = mkdtempSync(join(tmpdir(), 'train-model-'));
try {
  await main(work);
} finally {
  rmSync(work, { recursive: true, force: true });
}
