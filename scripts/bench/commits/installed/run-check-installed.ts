import { existsSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkedGuardrails } from '../../../../guardrails/src/check/catalog.ts';
import { checkWith } from '../../../../guardrails/src/check/check-with.ts';
import type { EvidenceFile } from '../../../../guardrails/src/check/evidence-file.ts';
import { withTemporaryFolder } from '../../../../guardrails/src/tree/temporary-folder.ts';
import { answerTasks } from '../../processes/answer-tasks.ts';
import { toCommitResult, toLostResult } from '../to-commit-result.ts';
import { howMuchWasLookedAt } from './how-much-was-looked-at.ts';
import { installDependencies } from './install-dependencies.ts';
import type { InstalledAnswer, InstalledGuardrail, InstalledResult, InstalledTask } from './installed-record.ts';

let prepared: { readonly parent: string; readonly problem: string | null } | null = null;
let isCounted = false;

const answerTask = async (task: InstalledTask): Promise<InstalledAnswer> => {
  if (!isCounted && task.procs !== null) writeFileSync(task.procs, String(process.pid));
  isCounted = true;
  const { parent } = task.commit;
  if (prepared?.parent !== parent) prepared = { parent, problem: await prepare(task) };
  if (task.step === 'prepare') return null;
  const nothing = { guardrail: task.step, notInstalled: null, looked: 0, notChecked: [] };
  if (prepared.problem !== null)
    return { ...toLostResult(task.commit, 'not installed'), ...nothing, notInstalled: prepared.problem };
  try {
    return await checkCommit(task, task.step);
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { ...toLostResult(task.commit, reason), ...nothing };
  }
};

const prepare = async ({ commit, root, tools, pauseFile }: InstalledTask): Promise<string | null> => {
  while (pauseFile !== null && existsSync(pauseFile)) await sleep(2000);
  return installDependencies(commit.parent, { root, tools }).catch((error: unknown) => String(error).slice(0, 600));
};

const checkCommit = (
  { commit, root, limitMs }: InstalledTask,
  guardrail: InstalledGuardrail,
): Promise<InstalledResult> =>
  withTemporaryFolder('interlock-installed-', async (outDir) => {
    const startedAt = performance.now();
    const report = await checkWith(
      { guardrails: checkedGuardrails },
      {
        repository: root,
        base: commit.parent,
        head: commit.sha,
        only: [guardrail],
        outDir,
        signal: AbortSignal.timeout(limitMs),
      },
    );
    const durationMs = Math.round(performance.now() - startedAt);
    const evidence = JSON.parse(await readFile(join(outDir, 'evidence.json'), 'utf8')) as EvidenceFile;
    return {
      ...toCommitResult(commit, report, { durationMs, cpuMs: 0 }),
      guardrail,
      notInstalled: null,
      looked: howMuchWasLookedAt(evidence),
      notChecked: report.notChecked
        // That the others did not run is no news.
        .filter(({ why }) => !why.startsWith('Not asked for'))
        .slice(0, 10)
        .map(({ what, why }) => `${what}: ${why}`.slice(0, 300)),
    };
  });

answerTasks(answerTask);
