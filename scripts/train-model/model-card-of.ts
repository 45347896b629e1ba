import { createHash } from 'node:crypto';
import type { ModelCard } from '../../services/ranking/src/model/model-card.ts';
import { meanNdcgAt10 } from './ndcg.ts';
import type { ScoredGroup } from './parity.ts';
import type { Random } from './random.ts';
import { modelInputs, type RowGroup } from './training-rows.ts';
import { toLibsvm, trainingParameters, xgboostVersion } from './xgboost.ts';
import { treeDepth, type XgboostModel } from './xgboost-model.ts';

export type TrainedModel = {
  readonly model: XgboostModel;
  readonly onnx: Uint8Array;
  readonly seed: number;
  readonly tolerance: number;
  readonly trainingGroups: readonly RowGroup[];
  readonly holdOutGroups: readonly RowGroup[];
  readonly holdOutScores: readonly ScoredGroup[];
};

/** The card of a trained model. Its numbers come from simulated listening, and it says so. */
export const modelCardOf = (trained: TrainedModel, random: Random): ModelCard => {
  const { model, onnx, seed, tolerance, trainingGroups } = trained;
  return {
    name: 'now-playing-ranker',
    version: `now-playing-ranker-${sha256(onnx).slice(0, 8)}`,
    sha256: sha256(onnx),
    inputs: modelInputs.map((input) => ({ ...input })),
    trees: model.trees.length,
    maxDepth: Math.max(...model.trees.map((tree) => treeDepth(tree))),
    training: {
      data: `Simulated listening (scripts/train-model): ${trainingGroups.length} impressions, not data of real people.`,
      seed,
      dataSha256: sha256(toLibsvm(trainingGroups)),
      trainer: `xgboost ${xgboostVersion()} (Debian), converted by scripts/train-model/to-onnx.ts`,
      parameters: { ...trainingParameters },
    },
    holdOut: measureHoldOut(trained, random),
    golden: { file: 'golden.json', tolerance },
  };
};

const measureHoldOut = ({ holdOutGroups, holdOutScores }: TrainedModel, random: Random): ModelCard['holdOut'] => ({
  data: 'Simulated, listeners that training never saw: it shows that the model learned, not that it is good for people.',
  groups: holdOutGroups.length,
  ndcgAt10: {
    model: toThreeDigits(meanNdcgAt10(holdOutScores)),
    popularity: toThreeDigits(
      meanNdcgAt10(holdOutGroups.map(({ labels, popularity }) => ({ labels, scores: popularity }))),
    ),
    random: toThreeDigits(
      meanNdcgAt10(holdOutGroups.map(({ labels }) => ({ labels, scores: labels.map(() => random.next()) }))),
    ),
  },
});

const sha256 = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');

const toThreeDigits = (value: number): number => Math.round(value * 1000) / 1000;
