import type { Command } from 'commander';
import { readPackage } from '../package/read-package.ts';
import { judgeGolden } from '../promotion/golden-gate.ts';
import type { AuditLine } from '../registry/audit-event.ts';
import { openAuditLog } from '../registry/audit-log.ts';
import { openRegistry, type Registry } from '../registry/registry.ts';
import { withRegistryLock } from '../registry/registry-lock.ts';
import { servedAt, servingPeriods, type ServingPeriod } from '../registry/what-served.ts';
import { auditFile, defaultRegistry, orRefuse, readTime, type Output } from './command-parts.ts';

/** `models package`, `models list` and `models audit`: what the registry holds, and what it served. */
export const addRegistryCommands = (program: Command, output: Output): void => {
  program
    .command('package')
    .description('check a package folder made elsewhere (hashes, golden vectors in the serving runtime) and add it')
    .argument('<folder>', 'holds card.json and the files that it names')
    .option('--registry <DIR>', 'where packages are kept', defaultRegistry)
    .action((folder: string, { registry }: { registry: string }) => addPackage({ folder, root: registry }, output));
  program
    .command('list')
    .description('models, their versions, and which of them serve')
    .option('--registry <DIR>', 'where packages are kept', defaultRegistry)
    .action(({ registry: root }: { registry: string }) => {
      const registry = openRegistry(root);
      for (const name of registry.models()) for (const line of describeModel(registry, name)) output(line);
    });
  program
    .command('audit')
    .description('what served when, and every verdict; exit 1 when the log is not what was written')
    .argument('[name]', 'only this model')
    .option('--at <TIME>', 'what served at that moment, like 2026-03-01T12:00:00Z')
    .option('--registry <DIR>', 'where packages are kept', defaultRegistry)
    .action((name: string | undefined, { at, registry }: { at?: string; registry: string }) =>
      showAudit({ name, at, root: registry }, output),
    );
};

const addPackage = async (
  { folder, root }: { readonly folder: string; readonly root: string },
  output: Output,
): Promise<void> => {
  const { content } = orRefuse(readPackage(folder));
  const golden = await judgeGolden(content);
  output(`golden   ${golden.verdict.padEnd(12)} ${golden.detail}`);
  if (golden.verdict !== 'pass') {
    process.exitCode = 1;
    return;
  }
  const { name, version, sha256 } = content.card;
  await withRegistryLock(root, () => {
    const { isNew } = orRefuse(openRegistry(root).add(content));
    if (isNew)
      openAuditLog(auditFile(root), Date.now).append({
        event: 'added',
        model: name,
        version,
        sha256,
        reason: 'packaged elsewhere',
      });
    output(`${version} ${isNew ? 'added' : 'was there already: the same bytes'}`);
  });
};

const describeModel = (registry: Registry, name: string): string[] => {
  const read = registry.serving(name);
  const states = new Map<string, string>();
  if (read.ok) {
    const { full, canary, shadow } = read.pointer;
    states.set(full, 'serves');
    if (canary) states.set(canary.version, `canary at ${canary.percent} %`);
    if (shadow) states.set(shadow, 'shadow');
  }
  return [
    `${name}${read.ok ? '' : `  (${read.reason})`}`,
    ...registry.versions(name).map((version) => {
      const content = registry.read(name, version);
      return `  ${version}  ${states.get(version) ?? '-'}${content.ok ? '' : `  ${content.reason}: ${content.detail}`}`;
    }),
  ];
};

type AuditQuestion = { readonly name: string | undefined; readonly at: string | undefined; readonly root: string };

const showAudit = ({ name, at, root }: AuditQuestion, output: Output): void => {
  const { lines, broken } = openAuditLog(auditFile(root), Date.now).read();
  const isAsked = (model: string): boolean => name === undefined || name === model;
  const periods = servingPeriods(lines).filter(({ model }) => isAsked(model));
  if (at === undefined) {
    for (const line of lines) if (isAsked(line.entry.model)) output(describeEvent(line));
    output('');
    periods.map(describePeriod).forEach(output);
  } else for (const period of periodsAt(periods, readTime('--at', at))) output(describePeriod(period));
  if (broken.length === 0) return;
  output(
    `lines ${broken.join(', ')} of ${auditFile(root)} are cut off or do not follow the line before: the log was interrupted there or edited`,
  );
  process.exitCode = 1;
};

const periodsAt = (periods: readonly ServingPeriod[], atMs: number): ServingPeriod[] =>
  [...new Set(periods.map(({ model }) => model))].flatMap((model) => servedAt(periods, model, atMs) ?? []);

const describeEvent = ({ at, entry }: AuditLine): string => {
  const what = 'version' in entry ? entry.version : JSON.stringify('after' in entry ? entry.after : entry.serving);
  const judged =
    entry.event === 'judged'
      ? ` for ${entry.step}: ${entry.gates.map(({ gate, verdict }) => `${gate} ${verdict}`).join(', ')}`
      : '';
  return `${new Date(at).toISOString()}  ${entry.event.padEnd(11)} ${entry.model}  ${what}${judged}  (${entry.reason})`;
};

const describePeriod = ({ model, fromMs, untilMs, serving }: ServingPeriod): string =>
  `${model}  ${new Date(fromMs).toISOString()} to ${untilMs === null ? 'now' : new Date(untilMs).toISOString()}  ${JSON.stringify(serving)}`;
