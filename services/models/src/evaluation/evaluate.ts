import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { xgboostVersion, type TrainingParameters } from '../ranker/xgboost.ts';
import { readDataSet, type DataSetName } from '../interactions/read-data-set.ts';
import { evaluateSeed } from './evaluate-seed.ts';
import { assessOfflineQuality, type OfflineVerdict } from './offline-verdict.ts';
import { parseRecords, protocol, type SeedRecord } from './seed-record.ts';

export type EvaluationOptions = {
  readonly data: string;
  readonly sets: readonly DataSetName[];
  readonly seeds: readonly number[];
  /** Where each measured split is kept, one JSON object a line: a run that was cut off goes on from there. */
  readonly results: string;
  /** Of the second stage; another than the default is no measurement that may be kept with others. */
  readonly secondStage?: TrainingParameters;
};

/**
 * Measures every data set with every seed that the results file does not hold yet, and says what may ship.
 * @throws ConfigurationError when the data or, with something left to measure, the trainer is not there
 */
export const evaluate = async (
  { data, sets, seeds, results, secondStage }: EvaluationOptions,
  progress: (text: string) => void,
): Promise<OfflineVerdict> => {
  const text = existsSync(results) ? readFileSync(results, 'utf8') : '';
  const known = parseRecords(text);
  // A run that was cut off in the middle of a line must not spoil the next one.
  if (text !== '' && !text.endsWith('\n')) appendFileSync(results, '\n');
  const isAsked = ({ dataSet, seed }: SeedRecord): boolean =>
    sets.includes(dataSet as DataSetName) && seeds.includes(seed);
  const records = known.filter(isAsked);
  for (const dataSet of sets) {
    const missing = seeds.filter(
      (seed) => !records.some((record) => record.dataSet === dataSet && record.seed === seed),
    );
    if (missing.length === 0) continue;
    await xgboostVersion();
    const interactions = readDataSet(data, dataSet);
    progress(`${dataSet}: left out ${JSON.stringify(interactions.dropped)}`);
    for (const seed of missing) {
      const result = await evaluateSeed(interactions, { seed, secondStage }, (step) =>
        progress(`${dataSet}, seed ${seed}: ${step}`),
      );
      const { users, items, list } = interactions;
      const record = { dataSet, users, items, interactions: list.length, protocol, ...result } as SeedRecord;
      mkdirSync(dirname(results), { recursive: true });
      appendFileSync(results, `${JSON.stringify(record)}\n`);
      records.push(record);
    }
  }
  return assessOfflineQuality(records);
};
