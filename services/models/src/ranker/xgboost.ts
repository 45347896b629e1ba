import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { ConfigurationError } from '@interlock-dev/chassis';
import type { RowGroup } from './row-group.ts';

export type TrainingParameters = Readonly<Record<string, string | number>>;

/**
 * Settings of the trainer. `min_child_weight=0`, because the pairwise objective's second derivatives are small; pairwise,
 * because `rank:ndcg` of this version learns less.
 */
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
  // One thread adds in one order: the same rows give the same trees on any machine.
  nthread: 1,
} as const;

/** Trains with Debian's `xgboost` program in a folder of its own and returns the model as JSON. */
export const trainXgboost = async (
  folder: string,
  groups: readonly RowGroup[],
  parameters: TrainingParameters,
): Promise<unknown> => {
  await writeLibsvm(join(folder, 'train.libsvm'), groups);
  await runXgboost(folder, {
    ...parameters,
    data: '"train.libsvm?format=libsvm&indexing_mode=0"',
    model_out: '"model.json"',
  });
  return JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')) as unknown;
};

/** What the trained model in the folder says of each row, by the trainer's own arithmetic. */
export const predictXgboost = async (folder: string, groups: readonly RowGroup[]): Promise<number[]> => {
  await writeLibsvm(join(folder, 'test.libsvm'), groups);
  await runXgboost(folder, {
    task: 'pred',
    model_in: '"model.json"',
    'test:data': '"test.libsvm?format=libsvm&indexing_mode=0"',
    name_pred: '"scores.txt"',
  });
  return (await readFile(join(folder, 'scores.txt'), 'utf8')).trim().split('\n').map(Number);
};

/**
 * The version of the program that is installed.
 * @throws ConfigurationError when it is not
 */
export const xgboostVersion = async (): Promise<string> => {
  try {
    const { stdout } = await run('dpkg-query', ['-W', '-f', '${Version}', 'xgboost']);
    if (stdout !== '') return stdout;
  } catch {
    // Answered below: no dpkg and no package are the same to whoever trains.
  }
  throw new ConfigurationError(missing);
};

/** The groups one by one as the program reads them: a missing value is a column that is not there. */
export function* toLibsvm(groups: readonly RowGroup[]): Generator<string> {
  for (const [group, { rows, labels }] of groups.entries())
    yield rows.map((row, at) => `${labels[at] ?? 0} qid:${group + 1} ${columnsOf(row)}\n`).join('');
}

const columnsOf = (row: Float32Array): string => {
  const columns: string[] = [];
  row.forEach((value, column) => {
    if (!Number.isNaN(value)) columns.push(`${column}:${value}`);
  });
  return columns.join(' ');
};

const writeLibsvm = (path: string, groups: readonly RowGroup[]): Promise<void> =>
  pipeline(Readable.from(toLibsvm(groups)), createWriteStream(path));

const run = promisify(execFile);

const missing =
  "training needs Debian's xgboost program: apt-get install xgboost. Tests, serving and promotion need none of it.";

const runXgboost = async (folder: string, settings: TrainingParameters): Promise<void> => {
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  await writeFile(join(folder, 'job.conf'), `${lines.join('\n')}\n`);
  try {
    await run('xgboost', ['job.conf'], { cwd: folder, maxBuffer: 64 * 1024 * 1024 });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')
      throw new ConfigurationError(missing, { cause });
    throw new Error('the xgboost program failed', { cause });
  }
};
