import type { InferenceSession } from 'onnxruntime-node';

/** The session options of the ranking service: one request uses one core. */
export const singleThread: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  logSeverityLevel: 3,
};

/** The names of a ranking model's only input and output. */
export const inputName = 'features';
export const outputName = 'scores';
