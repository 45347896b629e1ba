import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Interactions } from '../interactions/interactions.ts';
import { dealFolds, type Split } from '../interactions/split.ts';
import { scoresByGroup } from '../ranker/row-group.ts';
import { predictXgboost, trainXgboost, type TrainingParameters } from '../ranker/xgboost.ts';
import type { Random } from '../simulator/random.ts';
import { cutOff } from './compared-models.ts';
import { fitModels, type FittedModels, type FitSettings } from './fitted-models.ts';
import { itemSets } from './item-sets.ts';
import { describeCandidates, type Candidates } from './stage-two-rows.ts';

/** Into how many parts the training data is dealt for the second stage: each costs one more fit of EASE. */
const folds = 8;

/** What the second stage is trained and asked with. */
export type TwoStageParts = {
  readonly interactions: Interactions;
  readonly split: Split;
  readonly settings: FitSettings;
  readonly fitted: FittedModels;
  readonly known: readonly ReadonlySet<number>[];
  readonly progress: (step: string) => void;
  readonly random: Random;
  readonly secondStage: TrainingParameters;
};

/** The first ten of each user after the second stage, by user number. */
export const rankInTwoStages = async (parts: TwoStageParts): Promise<number[][]> => {
  const folder = await mkdtemp(join(tmpdir(), 'models-evaluate-'));
  try {
    const groups = trainingCandidates(parts).map(({ group }) => group);
    parts.progress(`boosting on ${groups.length} lists`);
    await trainXgboost(folder, groups, parts.secondStage);
    const candidates = parts.known.map((hidden, user) =>
      describeCandidates(parts.fitted, { user, hidden, played: new Set() }),
    );
    const scores = await predictXgboost(
      folder,
      candidates.map(({ group }) => group),
    );
    return reorder(candidates, scores);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

// The second stage learns from what the first one has not seen: each part is left out of the fit that proposes for it.
const trainingCandidates = ({ interactions, split, settings, progress, random }: TwoStageParts): Candidates[] => {
  const dealt = dealFolds(random, split.train, { users: interactions.users, folds });
  return dealt.flatMap((left, at) => {
    progress(`second stage: part ${at + 1} of ${folds}`);
    const inner = dealt.filter((part) => part !== left).flat();
    const models = fitModels(inner, interactions, settings);
    const [hidden, played] = [itemSets(inner, interactions.users), itemSets(left, interactions.users)];
    return played
      .map((items, user) => describeCandidates(models, { user, hidden: hidden[user] ?? new Set(), played: items }))
      .filter(({ group }) => group.labels.includes(1));
  });
};

const reorder = (candidates: readonly Candidates[], scores: readonly number[]): number[][] =>
  scoresByGroup(
    candidates.map(({ group }) => group),
    scores,
  ).map(({ scores: own }, at) =>
    (candidates[at]?.items ?? [])
      .map((item, place) => ({ item, place, score: own[place] ?? 0 }))
      .sort((a, b) => b.score - a.score || a.place - b.place)
      .slice(0, cutOff)
      .map(({ item }) => item),
  );
