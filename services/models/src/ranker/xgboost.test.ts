import { expect, test } from 'vitest';
import { chooseGoldenRows, knockOut } from './golden-rows.ts';
import { openRuntime } from './open-runtime.ts';
import { scoresByGroup } from './row-group.ts';
import { toOnnx } from './to-onnx.ts';
import { toLibsvm } from './xgboost.ts';
import type { XgboostModel } from './xgboost-model.ts';
import { createRandom } from '../simulator/random.ts';

test('A missing value is a column that is not there, and each list has a number of its own', () => {
  const groups = [
    { rows: [Float32Array.of(1.5, Number.NaN, 0), Float32Array.of(Number.NaN, 2, 3)], labels: [1, 0] },
    { rows: [Float32Array.of(4, 5, 6)], labels: [2] },
  ];
  expect([...toLibsvm(groups)].join('')).toBe('1 qid:1 0:1.5 2:0\n0 qid:1 1:2 2:3\n2 qid:2 0:4 1:5 2:6\n');
  expect(scoresByGroup(groups, [7, 8, 9]).map(({ scores }) => scores)).toEqual([[7, 8], [9]]);
});

const model: XgboostModel = {
  baseScore: 0.5,
  trees: [
    {
      left_children: [1, -1, -1],
      right_children: [2, -1, -1],
      split_indices: [1, 0, 0],
      split_conditions: [0.3, 1, 2],
      default_left: [0, 0, 0],
    },
  ],
};

test('Golden rows hold real rows, the same with values knocked out, one with nothing known, and values exactly on a threshold', () => {
  const row = Float32Array.of(9, 8);
  const rows = chooseGoldenRows(createRandom(3), [{ rows: [row], labels: [1] }], model);
  expect(rows.length).toBe(97);
  expect(rows.filter((one) => one.every(Number.isNaN)).length).toBeGreaterThanOrEqual(1);
  expect(rows.some((one) => one[1] === Math.fround(0.3))).toBe(true);
  expect([...knockOut(createRandom(1), row, 1)]).toEqual([Number.NaN, Number.NaN]);
  expect([...row]).toEqual([9, 8]);
});

test('The runtime answers a row alone as among others, and refuses what is no model', async () => {
  const runtime = await openRuntime(toOnnx(model, 2));
  try {
    const rows = [
      [0, 0.3],
      [0, 0.2],
      [0, Number.NaN],
    ];
    expect([...(await runtime.score(rows))]).toEqual([2.5, 1.5, 2.5]);
    for (const row of rows) expect((await runtime.score([row])).length).toBe(1);
    expect(runtime.columnCount).toBe(2);
  } finally {
    await runtime.close();
  }
  await expect(openRuntime(Buffer.from('no model'))).rejects.toThrow();
});
