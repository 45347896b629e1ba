import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import './disable-telemetry.ts';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { inputName, outputName } from './to-onnx.ts';

/** A ranker in the runtime that serves: rows in, one score a row out. */
export type RankerRuntime = {
  readonly columnCount: number;
  readonly score: (rows: readonly ArrayLike<number>[]) => Promise<Float32Array>;
  readonly close: () => Promise<void>;
};

/** The runtime that serves, with its version: what parity was shown with. */
export const runtimeName = (): string => {
  const manifest = createRequire(import.meta.url).resolve('onnxruntime-node/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return `onnxruntime-node ${version}`;
};

/**
 * Opens a model as the ranking service does: ONNX Runtime on one thread, float32 rows.
 * @throws Error when the bytes are no model of one input and one output as toOnnx writes them
 */
export const openRuntime = async (model: Uint8Array): Promise<RankerRuntime> => {
  const session = await InferenceSession.create(model, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 3,
  });
  const [input] = session.inputMetadata;
  const columnCount = input?.isTensor === true ? Number(input.shape.at(-1)) : Number.NaN;
  if (!Number.isInteger(columnCount) || !session.outputNames.includes(outputName))
    throw new Error(`the model is not of the form ${inputName} [rows, columns] → ${outputName} [rows, 1]`);
  return {
    columnCount,
    score: (rows) => run(session, rows, columnCount),
    close: () => session.release(),
  };
};

const run = async (
  session: InferenceSession,
  rows: readonly ArrayLike<number>[],
  columnCount: number,
): Promise<Float32Array> => {
  const values = new Float32Array(rows.length * columnCount);
  rows.forEach((row, at) => values.set(row, at * columnCount));
  const output = await session.run({ [inputName]: new Tensor('float32', values, [rows.length, columnCount]) });
  const scores = output[outputName]?.data;
  if (scores instanceof Float32Array && scores.length === rows.length) return scores;
  throw new Error(`the model did not answer ${rows.length} scores`);
};
