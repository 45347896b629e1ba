import './disable-telemetry.ts';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { createRandom, type Random } from '../simulator/random.ts';
import { toOnnx } from './to-onnx.ts';
import { parseXgboostModel, treeDepth, type XgboostModel, type XgboostTree } from './xgboost-model.ts';

const columnCount = 3;
// Multiples of a quarter are exact in 32 bits, and few enough that rows often sit on a threshold.
const quarter = (random: Random) => Math.floor(random.next() * 9) / 4;

const growTree = (random: Random, depth: number): XgboostTree => {
  const tree: XgboostTree = {
    left_children: [],
    right_children: [],
    split_indices: [],
    split_conditions: [],
    default_left: [],
  };
  const grow = (left: number): number => {
    const node = tree.left_children.length;
    const isLeaf = left === 0 || random.happens(0.2);
    tree.left_children.push(-1);
    tree.right_children.push(-1);
    tree.split_indices.push(Math.floor(random.next() * columnCount));
    tree.split_conditions.push(quarter(random));
    tree.default_left.push(random.happens(0.5) ? 1 : 0);
    if (isLeaf) return node;
    tree.left_children[node] = grow(left - 1);
    tree.right_children[node] = grow(left - 1);
    return node;
  };
  grow(depth);
  return tree;
};

const walk = (tree: XgboostTree, row: readonly number[], node = 0): number => {
  const left = tree.left_children[node] ?? -1;
  const condition = tree.split_conditions[node] ?? Number.NaN;
  if (left === -1) return condition;
  const value = row[tree.split_indices[node] ?? 0] ?? Number.NaN;
  const goesLeft = Number.isNaN(value) ? tree.default_left[node] === 1 : value < condition;
  return walk(tree, row, goesLeft ? left : tree.right_children[node]);
};

const runOnnx = async (model: XgboostModel, rows: readonly number[][]): Promise<number[]> => {
  const session = await InferenceSession.create(toOnnx(model, columnCount));
  const input = new Tensor('float32', Float32Array.from(rows.flat()), [rows.length, columnCount]);
  const { scores } = await session.run({ features: input });
  await session.release();
  return [...(scores?.data as Float32Array)];
};

test('The ONNX model answers what walking the trees answers: on thresholds, and with values missing', async () => {
  const random = createRandom(11);
  for (let round = 0; round < 20; round += 1) {
    const model = { baseScore: 0.5, trees: Array.from({ length: 5 }, () => growTree(random, 4)) };
    const rows = Array.from({ length: 200 }, () =>
      Array.from({ length: columnCount }, () => (random.happens(0.25) ? Number.NaN : quarter(random))),
    );
    const expected = rows.map((row) => model.trees.reduce((sum, tree) => sum + walk(tree, row), model.baseScore));
    expect(await runOnnx(model, rows)).toEqual(expected);
  }
});

test('A model in the JSON format of the trainer is read, and anything else is refused', () => {
  const tree = {
    left_children: [1, -1, -1],
    right_children: [2, -1, -1],
    split_indices: [0, 0, 0],
    split_conditions: [1, 2, 3],
    default_left: [1, 0, 0],
  };
  const learner = (trees: unknown) => ({
    learner: { learner_model_param: { base_score: '5E-1', num_feature: '1' }, gradient_booster: { model: { trees } } },
  });
  expect(parseXgboostModel(learner([tree]))).toEqual({ baseScore: 0.5, trees: [tree] });
  expect(treeDepth(tree)).toBe(1);
  expect(() => parseXgboostModel(learner('none'))).toThrow('JSON format of XGBoost');
});
