import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import './disable-telemetry.ts';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { FeatureMatrix } from '../core/encode-features.ts';
import { parseModelCard, type ModelCard } from './model-card.ts';
import type { Scorer } from './scorer.ts';

/**
 * The scorer of a model package: `model.onnx` run by ONNX Runtime in this process, one tensor a call.
 * `session.run` blocks the event loop for as long as it computes: callers look at their budget before it.
 * @param folder holds `card.json` and `model.onnx`
 * @throws Error when the model is not the one on its card, or does not take the inputs that the card lists
 */
export const loadOnnxScorer = async (folder: string): Promise<Scorer> => {
  const card = parseModelCard(readFileSync(join(folder, 'card.json'), 'utf8'));
  const model = readFileSync(join(folder, 'model.onnx'));
  checkHash(card, model);
  const session = await InferenceSession.create(model, singleThread);
  checkWidth(card, session);
  const { version, inputs } = card;
  return { version, inputs, score: (matrix) => runModel(session, matrix) };
};

// One request uses one core: parallelism comes from more processes, and a pool of threads would fight over them.
const singleThread: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  logSeverityLevel: 3,
};

const runModel = async (session: InferenceSession, matrix: FeatureMatrix): Promise<Float32Array> => {
  const { values, rowCount, columnCount } = matrix;
  const output = await session.run({ [inputName]: new Tensor('float32', values, [rowCount, columnCount]) });
  const scores = output[outputName]?.data;
  if (scores instanceof Float32Array && scores.length === rowCount && scores.every(Number.isFinite)) return scores;
  throw new Error(`the model did not answer ${rowCount} finite scores`);
};

/** The names of the model's only input and output. */
export const inputName = 'features';
export const outputName = 'scores';

const checkHash = (card: ModelCard, model: Buffer): void => {
  const sha256 = createHash('sha256').update(model).digest('hex');
  if (sha256 !== card.sha256)
    throw new Error(`model.onnx has the SHA-256 ${sha256}, its card says ${card.sha256}: deploy the two together`);
};

const checkWidth = (card: ModelCard, session: InferenceSession): void => {
  const [input] = session.inputMetadata;
  const width = input?.isTensor === true ? input.shape.at(-1) : undefined;
  if (width !== card.inputs.length)
    throw new Error(`model.onnx takes ${String(width)} columns, its card lists ${card.inputs.length}`);
};
