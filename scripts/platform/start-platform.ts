import { join } from 'node:path';
import { startService, type ServiceProcess } from './start-service.ts';

/** One features process and one or more ranking processes. */
export type Platform = {
  readonly features: ServiceProcess;
  readonly rankings: readonly ServiceProcess[];
  /** Stops ranking first: it asks features until its last answer. */
  readonly stop: () => Promise<void>;
};

export type PlatformStart = {
  /** Where the services keep what they write; the caller removes it. */
  readonly folder: string;
  /** How many ranking processes; 1 unless said. */
  readonly rankings?: number;
  /** Where ranking finds features; a proxy can be put between. */
  readonly featuresUrlFor?: (url: string) => Promise<string> | string;
  readonly rankingEnvironment?: Readonly<Record<string, string>>;
  readonly featuresEnvironment?: Readonly<Record<string, string>>;
  readonly cores?: { readonly ranking: number; readonly features: number };
};

/** Starts the platform as processes of their own, each on a free loopback port; what started is stopped when the rest fails. */
export const startPlatform = async (start: PlatformStart): Promise<Platform> => {
  const { cores, rankings = 1, featuresUrlFor = (url: string) => url } = start;
  const started: ServiceProcess[] = [];
  const stop = async (): Promise<void> => {
    for (const service of started.toReversed()) await service.stop();
  };
  try {
    const features = await startService({
      script: featuresScript,
      environment: { ...featuresData(start.folder), ...start.featuresEnvironment },
      ...(cores && { core: cores.features }),
    });
    started.push(features);
    const environment = { FEATURES_URL: await featuresUrlFor(features.url), ...start.rankingEnvironment };
    for (let at = 0; at < rankings; at += 1)
      started.push(await startService({ script: rankingScript, environment, ...(cores && { core: cores.ranking }) }));
    return { features, rankings: started.slice(1), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** The only ranking process, or the first of several. */
export const firstRanking = ({ rankings: [first] }: Platform): ServiceProcess => {
  if (!first) throw new Error('the platform has no ranking process');
  return first;
};

export const featuresScript = 'services/features/src/server.ts';
export const rankingScript = 'services/ranking/src/server.ts';

/** The settings that keep what features writes in this folder. */
export const featuresData = (folder: string): Record<string, string> => ({ LOG_FOLDER: join(folder, 'features') });
