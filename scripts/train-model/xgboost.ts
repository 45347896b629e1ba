import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RowGroup } from './training-rows.ts';

/** Settings of the trainer; `min_child_weight=0` because the pairwise objective's second derivatives are small. */
export const trainingParameters = {
  booster: 'gbtree',
  objective: 'rank:pairwise',
  tree_method: 'hist',
  max_bin: 64,
  eta: 0.1,
  max_depth: 6,
  min_child_weight: 0,
  subsample: 0.8,
  colsample_bytree: 0.8,
  num_round: 120,
  seed: 7,
} as const;

/** A group as the command-line program reads it: a missing value is a column that is not there. */
export const toLibsvm = (groups: readonly RowGroup[]): string =>
  groups
    .flatMap(({ rows, labels }, group) => rows.map((row, at) => `${labels[at] ?? 0} qid:${group + 1} ${columns(row)}`))
    .join('\n')
    .concat('\n');

/** Trains with Debian's `xgboost` program in a folder of its own and returns the model as JSON. */
export const train = (folder: string, groups: readonly RowGroup[]): unknown => {
  writeFileSync(join(folder, 'train.libsvm'), toLibsvm(groups));
  runXgboost(folder, {
    ...trainingParameters,
    nthread: 2,
    data: '"train.libsvm?format=libsvm&indexing_mode=0"',
    model_out: '"model.json"',
  });
  return JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as unknown;
};

/** What the trained model in the folder says of each row, by the trainer's own arithmetic. */
export const predict = (folder: string, groups: readonly RowGroup[]): number[] => {
  writeFileSync(join(folder, 'test.libsvm'), toLibsvm(groups));
  runXgboost(folder, {
    task: 'pred',
    model_in: '"model.json"',
    'test:data': '"test.libsvm?format=libsvm&indexing_mode=0"',
    name_pred: '"scores.txt"',
  });
  return readFileSync(join(folder, 'scores.txt'), 'utf8').trim().split('\n').map(Number);
};

/** The version of the program that is installed. */
export const xgboostVersion = (): string =>
  execFileSync('dpkg-query', ['-W', '-f', '${Version}', 'xgboost'], { encoding: 'utf8' });

const columns = (row: Float32Array): string =>
  Array.from(row, (value, column) => (Number.isNaN(value) ? [] : [`${column}:${value}`]))
    .flat()
    .join(' ');

const runXgboost = (folder: string, settings: Readonly<Record<string, string | number>>): void => {
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  writeFileSync(join(folder, 'job.conf'), `${lines.join('\n')}\n`);
  try {
    execFileSync('xgboost', ['job.conf'], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (cause) {
    throw new Error("the trainer failed; it is Debian's xgboost program: apt-get install xgboost", { cause });
  }
};
