import type { ModelPackage } from '../package/model-package.ts';
import { openRuntime, runtimeName } from '../ranker/open-runtime.ts';
import { largestDifference } from '../ranker/parity.ts';
import type { GateVerdict } from '../registry/audit-event.ts';

/**
 * The golden vectors through the exact runtime that will serve. The verdict is keyed by the model's hash, the vectors'
 * hash, the runtime with its version, and the machine's kind: releases of runtimes have broken trees before, so agreement
 * under another version says nothing.
 */
export const judgeGolden = async (content: ModelPackage): Promise<GateVerdict> => {
  const { card } = content;
  if (content.kind === 'item-item')
    return {
      gate: 'golden',
      verdict: 'pass',
      detail: 'an item-item model runs in no runtime: its file was read and every position is one of its items',
      evidence: { modelSha256: card.sha256 },
    };
  const key = {
    modelSha256: card.sha256,
    goldenSha256: content.card.golden.sha256,
    runtime: runtimeName(),
    machine: `${process.platform}-${process.arch}`,
  };
  try {
    const largest = await differenceOf(content);
    const { tolerance } = content.card.golden;
    const evidence = { ...key, vectors: content.golden.vectors.length, largestDifference: largest, tolerance };
    return largest <= tolerance
      ? {
          gate: 'golden',
          verdict: 'pass',
          detail: `${key.runtime} differs from the trainer by at most ${largest}`,
          evidence,
        }
      : {
          gate: 'golden',
          verdict: 'fail',
          detail: `${key.runtime} differs from the trainer by ${largest}, ${tolerance} is allowed: do not serve this model with this runtime`,
          evidence: { ...evidence, largestDifference: Number.isFinite(largest) ? largest : 'not a number' },
        };
  } catch (error) {
    return {
      gate: 'golden',
      verdict: 'fail',
      detail: `${key.runtime} does not run this model: ${(error as Error).message}`,
      evidence: key,
    };
  }
};

const differenceOf = async ({ model, golden, card }: Extract<ModelPackage, { kind: 'ranker' }>): Promise<number> => {
  const runtime = await openRuntime(model);
  try {
    if (runtime.columnCount !== card.features.length)
      throw new Error(`it takes ${runtime.columnCount} columns, its card lists ${card.features.length}`);
    return await largestDifference(
      runtime,
      golden.vectors.map(({ features, score }) => ({ row: features.map((value) => value ?? Number.NaN), score })),
    );
  } finally {
    await runtime.close();
  }
};
