import { ConfigurationError } from '@interlock-dev/chassis';
import { Option, type Command } from 'commander';
import { countExposures } from '../promotion/count-exposures.ts';
import { promote } from '../promotion/promote.ts';
import { canarySteps, type PromotionRequest } from '../promotion/promotion-step.ts';
import { parseLists, type RankedLists } from '../promotion/ranked-lists.ts';
import { rollback } from '../promotion/rollback.ts';
import { openAuditLog } from '../registry/audit-log.ts';
import { openRegistry } from '../registry/registry.ts';
import { withRegistryLock } from '../registry/registry-lock.ts';
import type { AuditedRegistry } from '../registry/set-serving.ts';
import { auditFile, defaultRegistry, number, orRefuse, readTime, type Output } from './command-parts.ts';
import { eachLine, readGivenText, readReport } from './read-report.ts';

type PromoteOptions = {
  to: 'shadow' | 'canary' | 'full';
  percent?: number;
  lists?: string;
  shadowReport?: string;
  canaryReport?: string;
  registry: string;
};

/** `models promote` and `models rollback`: what serves, changed one step at a time and taken back in one. */
export const addPromotionCommands = (program: Command, output: Output): void => {
  addCanaryReportCommand(program, output);
  program
    .command('promote')
    .description('judge a version for its next step (shadow, canary 1, 5, 25, 50 %, full); exit 1 when a gate says no')
    .argument('<name>', 'the model')
    .argument('<version>', 'one of "models list"')
    .addOption(new Option('--to <STEP>', 'the next step').choices(['shadow', 'canary', 'full']).makeOptionMandatory())
    .option('--percent <N>', `of listeners, for canary: ${canarySteps.join(', ')}`, number)
    .option('--lists <FILE>', 'lists to compare candidate and incumbent on')
    .option('--shadow-report <FILE>', 'what the ranking service said of the shadow')
    .option('--canary-report <FILE>', 'what became of the canary at its present step')
    .option('--registry <DIR>', 'where packages are kept', defaultRegistry)
    .action((model: string, version: string, options: PromoteOptions) =>
      runPromote({ model, version, options }, output),
    );
  program
    .command('rollback')
    .description('halt a canary or shadow; without one, go back to the version that served before; no gates')
    .argument('<name>', 'the model')
    .option('--to <VERSION>', 'this version instead')
    .option('--reason <TEXT>', 'goes into the audit log', 'none given')
    .option('--registry <DIR>', 'where packages are kept', defaultRegistry)
    .action(
      async (model: string, { to, reason, registry: root }: { to?: string; reason: string; registry: string }) => {
        const { before, after } = orRefuse(
          await withRegistryLock(root, () => rollback(openAudited(root), { model, to, reason })),
        );
        output(`${model}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`);
      },
    );
};

type CanaryReportOptions = { exposures: string; since?: string; registry: string };

const addCanaryReportCommand = (program: Command, output: Output): void => {
  program
    .command('canary-report')
    .description("count a canary and the others from ranking's exposure log, for promote --canary-report")
    .argument('<name>', 'the model')
    .requiredOption('--exposures <FILE>', 'lines of services/ranking/exposure.schema.json')
    .option('--since <TIME>', 'only later ones, like 2026-03-01T12:00:00Z: give the start of the present step')
    .option('--registry <DIR>', 'where packages are kept', defaultRegistry)
    .action(async (model: string, { exposures, since, registry: root }: CanaryReportOptions) => {
      const { pointer } = orRefuse(openRegistry(root).serving(model));
      const { canary } = pointer;
      if (!canary) throw new ConfigurationError(`${model} has no canary: "models promote … --to canary" begins one`);
      const sinceMs = since === undefined ? 0 : readTime('--since', since);
      const count = countExposures({ ...pointer, canary }, { model, sinceMs });
      await eachLine('--exposures', exposures, count.add);
      output(JSON.stringify(count.report()));
    });
};

type PromoteCall = { readonly model: string; readonly version: string; readonly options: PromoteOptions };

const runPromote = async ({ model, version, options }: PromoteCall, output: Output): Promise<void> => {
  const promotion = {
    ...requestOf(version, options),
    model,
    lists: readLists(options.lists),
    shadowReport: readReport('--shadow-report', options.shadowReport),
    canaryReport: readReport('--canary-report', options.canaryReport),
  };
  const promoted = orRefuse(
    await withRegistryLock(options.registry, () => promote(openAudited(options.registry), promotion)),
  );
  for (const { gate, verdict, detail } of promoted.gates) output(`${gate.padEnd(8)} ${verdict.padEnd(12)} ${detail}`);
  output(`${model} ${promoted.allowed ? 'serves' : 'still serves'} ${JSON.stringify(promoted.serving ?? null)}`);
  if (!promoted.allowed) process.exitCode = 1;
};

const requestOf = (version: string, { to, percent }: PromoteOptions): PromotionRequest => {
  if (to !== 'canary') return { step: to, version };
  if (percent === undefined)
    throw new ConfigurationError(`--to canary needs --percent, one of ${canarySteps.join(', ')}`);
  return { step: to, version, percent };
};

const readLists = (path: string | undefined): RankedLists | undefined => {
  const text = readGivenText('--lists', path);
  if (text === undefined) return undefined;
  const read = parseLists(text);
  if (read.ok) return read.lists;
  throw new ConfigurationError(`--lists: ${path ?? ''}: ${read.detail}`);
};

const openAudited = (root: string): AuditedRegistry => ({
  registry: openRegistry(root),
  audit: openAuditLog(auditFile(root), Date.now),
});
