import { checkGolden } from './check-golden.ts';
import { loadOnnxScorer, type ScorerResult } from './load-onnx-scorer.ts';
import { loadOpenInferenceScorer, type InferenceServer } from './open-inference/load-open-inference-scorer.ts';
import { readRankerPackage, type PackageAddress } from './read-package.ts';

/** Where rankers are run: in this process unless there is a server for it. */
export type RankerRuntime = {
  readonly server?: InferenceServer | undefined;
  readonly now: () => number;
  /** How long loading may wait for a server. */
  readonly loadTimeoutMs: number;
};

/**
 * A scorer of a registry's package that has shown, through the runtime that will serve it, that it answers its golden
 * vectors. Whatever is wrong with the package, the model or the server is a reason, never an exception.
 */
export const loadRanker = async (address: PackageAddress, runtime: RankerRuntime): Promise<ScorerResult> => {
  const read = await readRankerPackage(address);
  if (!read.ok) return read;
  const deadlineMs = runtime.now() + runtime.loadTimeoutMs;
  const { server } = runtime;
  const loaded = await (server ? loadOpenInferenceScorer(server, read.card, deadlineMs) : loadOnnxScorer(read));
  if (!loaded.ok) return loaded;
  const golden = await checkGolden(loaded.scorer, read, deadlineMs);
  if (golden.ok) return loaded;
  await loaded.scorer.close();
  return golden;
};
