import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { startPlatform, type Platform, type PlatformStart } from '../../platform/start-platform.ts';
import { startService, type ServiceProcess } from '../../platform/start-service.ts';
import type { LoadPlan, LoadResult, LoadShape } from './load/load-plan.ts';
import type { LoadProcess } from './load/start-load-process.ts';
import { servedModelFolder } from './served-model.ts';

/** Which processor runs what: ranking has one for itself, the rest share the others. */
export type Cores = { readonly ranking: number; readonly features: number; readonly load: number };

/** What every section of the benchmark works with. */
export type BenchParts = {
  readonly cores: Cores;
  readonly isQuick: boolean;
  readonly load: LoadProcess;
  /** Requests of 100 candidates, as JSON texts. */
  readonly bodies: readonly string[];
  /** A folder that is gone afterwards. */
  readonly folder: string;
  /** The requests a second that one ranking process answers on its core; measured once. */
  readonly capacity: () => Promise<number>;
  readonly say: (text: string) => void;
};

/** @throws Error on a machine with one processor: the load would be measured with the service */
export const chooseCores = (count = availableParallelism()): Cores => {
  if (count < 2) throw new Error('the benchmark needs two processors: one for ranking, one for what loads it');
  return count === 2 ? { ranking: 0, features: 1, load: 1 } : { ranking: 0, features: 1, load: 2 };
};

export const rankPath = '/v1/now-playing/rank';

/** The budget of requests whose lateness is not what is measured; services allow no more than 2 s. */
export const ampleBudgetMs = 1900;

/** The budget of the requests that are judged by it: the default of the ranking service. */
export const budgetMs = 250;

/** Puts one load on a service. */
export const loadService = (
  { load, bodies }: Pick<BenchParts, 'load' | 'bodies'>,
  plan: Partial<LoadPlan> & { readonly urls: readonly string[]; readonly shape: LoadShape },
): Promise<LoadResult> => load.run({ path: rankPath, bodies, budgetMs, seed: 1, ...plan });

/** Features and ranking on their cores. */
export const startPinned = (parts: BenchParts, start: Partial<PlatformStart> = {}): Promise<Platform> =>
  startPlatform({ folder: parts.folder, cores: parts.cores, ...start });

/** The naive server on ranking's core, with the model that ranking serves. */
export const startNaive = ({ cores }: BenchParts, featuresUrl: string): Promise<ServiceProcess> =>
  startService({
    script: 'scripts/bench/ranking/naive-server.ts',
    environment: { FEATURES_URL: featuresUrl, MODEL_FOLDER: servedModelFolder() },
    core: cores.ranking,
  });

const root = resolve(import.meta.dirname, '../../..');

type Recorded = { readonly body: { readonly candidates: readonly unknown[] } };

/** The recorded (simulated) requests with this many candidates. */
export const readBodies = (candidates: number): string[] =>
  readFileSync(resolve(root, 'services/ranking/bench/requests.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as Recorded).body)
    .filter((body) => body.candidates.length === candidates)
    .map((body) => JSON.stringify(body));
