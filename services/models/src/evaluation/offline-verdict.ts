import { createRandom } from '../simulator/random.ts';
import { bootstrapMean, type Interval } from './bootstrap.ts';
import { comparedModels, type ComparedModel } from './compared-models.ts';
import type { AuditEntry } from '../registry/audit-event.ts';
import { protocol, type SeedRecord } from './seed-record.ts';

/** A number over the seeds: its mean and the standard deviation between splits. */
export type Spread = { readonly mean: number; readonly deviation: number };

export type ModelSummary = {
  readonly model: ComparedModel;
  readonly ndcg: Spread;
  readonly recall: Spread;
  readonly coverage: Spread;
};

/** One data set over all its seeds. */
export type DataSetSummary = {
  readonly dataSet: string;
  readonly size: { readonly users: number; readonly items: number; readonly interactions: number };
  readonly seeds: readonly number[];
  readonly models: readonly ModelSummary[];
  /** The candidate model that is best alone. */
  readonly best: ComparedModel;
  /** What the second stage adds to it in NDCG@10: paired by user, each user's mean over the seeds. */
  readonly gain: Interval;
};

/** What ships, and why: the second stage must add something on every data set, beyond chance. */
export type OfflineVerdict = {
  readonly ships: 'two-stage' | 'candidate-alone';
  readonly summaries: readonly DataSetSummary[];
  readonly without: readonly string[];
};

const twoStage: ComparedModel = 'EASE → XGBoost';

/** The verdict on the two-stage ranker from the records of all data sets. */
export const assessOfflineQuality = (records: readonly SeedRecord[]): OfflineVerdict => {
  const summaries = [...Map.groupBy(records, ({ dataSet }) => dataSet).values()].map(summarise);
  const without = summaries.filter(({ gain }) => !(gain.low > 0)).map(({ dataSet }) => dataSet);
  return { ships: without.length === 0 && summaries.length > 1 ? 'two-stage' : 'candidate-alone', summaries, without };
};

/** The verdict as the audit log of a registry records it: one quality gate a data set. */
export const auditEntryOf = ({ ships, summaries }: OfflineVerdict): AuditEntry => ({
  event: 'judged',
  model: 'second-stage',
  version: protocol,
  step: 'full',
  allowed: ships === 'two-stage',
  reason: ships === 'two-stage' ? 'it adds something on every data set' : 'the simpler model ships',
  gates: summaries.map(({ dataSet, best, gain, seeds }) => ({
    gate: 'quality',
    verdict: gain.low > 0 ? 'pass' : 'fail',
    detail: `${dataSet}: ${gain.mean.toFixed(4)} NDCG@10 over ${best} alone, 95 % interval ${gain.low.toFixed(4)} to ${gain.high.toFixed(4)}`,
    evidence: { dataSet, best, ...gain, seeds: seeds.join(' ') },
  })),
});

const summarise = (records: readonly SeedRecord[]): DataSetSummary => {
  const [first] = records;
  if (!first) throw new Error('a data set without records has no summary');
  const { dataSet, users, items, interactions } = first;
  const models = comparedModels.map((model) => summariseModel(records, model));
  const best = models
    .filter(({ model }) => model !== twoStage)
    .reduce((leader, model) => (model.ndcg.mean > leader.ndcg.mean ? model : leader)).model;
  return {
    dataSet,
    size: { users, items, interactions },
    seeds: records.map(({ seed }) => seed).sort((a, b) => a - b),
    models,
    best,
    gain: bootstrapMean(createRandom(1), pairedGains(records, best)),
  };
};

const summariseModel = (records: readonly SeedRecord[], model: ComparedModel): ModelSummary => ({
  model,
  ndcg: spreadOf(records.map(({ models }) => meanOf(models[model].ndcg.filter((value) => value !== null)))),
  recall: spreadOf(records.map(({ models }) => meanOf(models[model].recall.filter((value) => value !== null)))),
  coverage: spreadOf(records.map(({ models }) => models[model].coverage)),
});

// Splits of one data set share their users, so they are no independent draws: a user counts once, with the mean over seeds.
const pairedGains = (records: readonly SeedRecord[], best: ComparedModel): number[] =>
  Array.from({ length: records[0]?.users ?? 0 }, (_, user) => {
    const differences = records.flatMap(({ models }) => {
      const [gained, base] = [models[twoStage].ndcg[user] ?? null, models[best].ndcg[user] ?? null];
      return gained === null || base === null ? [] : [gained - base];
    });
    return differences.length === 0 ? [] : [meanOf(differences)];
  }).flat();

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const spreadOf = (values: readonly number[]): Spread => {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0 };
};
