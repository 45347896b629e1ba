import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigurationError } from '@interlock-dev/chassis';
import type { Command } from 'commander';
import { evaluate } from '../evaluation/evaluate.ts';
import { auditEntryOf } from '../evaluation/offline-verdict.ts';
import { renderOfflineQuality } from '../evaluation/render-offline-quality.ts';
import { dataSets, type DataSetName } from '../interactions/read-data-set.ts';
import { openAuditLog } from '../registry/audit-log.ts';
import { openRegistry } from '../registry/registry.ts';
import { withRegistryLock } from '../registry/registry-lock.ts';
import { misspecifiedRules } from '../simulator/world.ts';
import { measureInWorld, renderWorlds } from '../training/world-transfer.ts';
import { auditFile, defaultRegistry, orRefuse, progress, type Output } from './command-parts.ts';

type Options = {
  data?: string;
  sets: DataSetName[];
  seeds: number[];
  results: string;
  markdown?: string;
  worlds?: boolean;
  record?: boolean;
  registry: string;
};

/** `models evaluate`: offline quality on real data, and the ranker in simulated worlds. */
export const addEvaluateCommand = (program: Command, output: Output): void => {
  program
    .command('evaluate')
    .description('compare popularity, ItemKNN, EASE and EASE → XGBoost on real data; say what may ship')
    .option('--data <DIR>', 'holds ml-100k/ml-100k.inter.gz and lastfm-2k/user_artists.dat.gz; nothing of it is copied')
    .option(
      '--sets <NAMES>',
      `of ${Object.keys(dataSets).join(', ')}`,
      readSets,
      Object.keys(dataSets) as DataSetName[],
    )
    .option('--seeds <LIST>', 'seeds of the splits', readSeeds, [1, 2, 3, 4, 5])
    .option(
      '--results <FILE>',
      'keeps each measured split; a run that was cut off goes on from there',
      'bench-offline/splits.jsonl',
    )
    .option('--markdown <FILE>', 'also write the page there')
    .option('--worlds', "also rank with the registry's ranker in simulated worlds it was not trained in")
    .option('--record', "also write the verdict on the second stage into the registry's audit log")
    .option('--registry <DIR>', 'where packages are kept', defaultRegistry)
    .action(async (options: Options) => {
      if (!options.data && !options.worlds)
        throw new ConfigurationError(
          'models evaluate needs --data DIR, --worlds, or both; see "models evaluate --help"',
        );
      const parts = [
        ...(options.data ? [await evaluateData(options, options.data)] : []),
        ...(options.worlds ? [await evaluateWorlds(options)] : []),
      ];
      const page = parts.join('\n');
      output(page);
      if (options.markdown) writeFileSync(options.markdown, page);
    });
};

const evaluateData = async ({ sets, seeds, results, record, registry }: Options, data: string): Promise<string> => {
  const verdict = await evaluate({ data: resolve(data), sets, seeds, results: resolve(results) }, progress);
  if (record)
    await withRegistryLock(registry, () => openAuditLog(auditFile(registry), Date.now).append(auditEntryOf(verdict)));
  return renderOfflineQuality(verdict);
};

const rankerName = 'now-playing-ranker';

const evaluateWorlds = async ({ registry: root }: Options): Promise<string> => {
  const registry = openRegistry(root);
  const { pointer } = orRefuse(registry.serving(rankerName));
  const { content } = orRefuse(registry.read(rankerName, pointer.full));
  if (content.kind !== 'ranker') throw new ConfigurationError(`${rankerName} is no ranker`);
  const qualities = [];
  for (const [world, options] of worlds) {
    progress(`ranking in ${world}`);
    qualities.push(await measureInWorld(content, world, options));
  }
  return renderWorlds(qualities);
};

const worlds = [
  ['same rules, other artists and listeners', { seed: 7001 }],
  ['other rules', { seed: 7001, rules: misspecifiedRules }],
] as const;

const readSets = (text: string): DataSetName[] =>
  text.split(',').map((name) => {
    if (name in dataSets) return name as DataSetName;
    throw new ConfigurationError(`--sets: ${JSON.stringify(name)} is none of ${Object.keys(dataSets).join(', ')}`);
  });

const readSeeds = (text: string): number[] =>
  text.split(',').map((seed) => {
    if (/^\d{1,9}$/.test(seed)) return Number(seed);
    throw new ConfigurationError(`--seeds: ${JSON.stringify(seed)} is no whole number; give them like 1,2,3`);
  });
