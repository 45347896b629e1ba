import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { openAuditLog } from '../registry/audit-log.ts';
import { openRegistry } from '../registry/registry.ts';
import { withRegistryLock } from '../registry/registry-lock.ts';
import { committedPlan, train } from '../training/train.ts';
import { auditFile, defaultRegistry, number, progress, type Output } from './command-parts.ts';

type Options = { registry: string; seed: number; snapshot?: string; requests?: string; lists?: string };

/** `models train`: trains on simulated listening and adds the packages; nothing serves because of it. */
export const addTrainCommand = (program: Command, output: Output): void => {
  program
    .command('train')
    .description("train on simulated listening and add the packages to the registry (needs Debian's xgboost)")
    .option('--registry <DIR>', 'where packages are kept', defaultRegistry)
    .option('--seed <N>', 'seed of the simulated world', number, committedPlan.simulation.seed)
    .option('--snapshot <FILE>', 'write what the features service begins with')
    .option('--requests <FILE>', 'write recorded-like requests for the ranking service')
    .option('--lists <FILE>', 'write the lists of listeners that training never saw, for "models promote --lists"')
    .action(async ({ registry: root, seed, snapshot, requests, lists }: Options) => {
      const trained = await train({ ...committedPlan, simulation: { seed } }, progress);
      await withRegistryLock(root, () => {
        const [registry, audit] = [openRegistry(root), openAuditLog(auditFile(root), Date.now)];
        for (const content of trained.packages) {
          const { name, version, sha256 } = content.card;
          const added = registry.add(content);
          if (!added.ok) throw new Error(added.detail);
          if (added.isNew)
            audit.append({ event: 'added', model: name, version, sha256, reason: `trained with seed ${seed}` });
          output(
            `${version}  ${added.isNew ? 'added' : 'known: the same bytes'}  ${JSON.stringify(content.card.metrics.values)}`,
          );
        }
      });
      for (const [name, { rows, largest }] of Object.entries(trained.parity))
        output(`${name}: trainer and serving runtime differ by at most ${largest} over ${rows} rows`);
      if (snapshot) writeFileSync(snapshot, trained.snapshot);
      if (requests) writeFileSync(requests, trained.requestLog);
      if (lists) writeFileSync(lists, trained.lists);
    });
};
