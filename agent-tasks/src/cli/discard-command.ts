import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '@interlock-dev/guardrails';
import { openJournal } from '../run/journal.ts';
import { discardWorkspace } from '../workspace/discard-workspace.ts';
import { harvest } from '../workspace/harvest.ts';
import { findRun } from './find-run.ts';
import { takeRun } from './take-run.ts';

/** `interlock discard RUN TASK`: gives the workspace of a task that did not land back; its work stays under its ref. */
export const discardCommand = async (run: string, taskId: string): Promise<number> => {
  const { project, folder, state } = await findRun(run);
  const task = state.tasks.find(({ brief }) => brief.task.id === taskId);
  if (task === undefined) {
    const known = state.tasks.map(({ brief }) => brief.task.id).join(', ');
    throw new ConfigurationError(`The run ${run} has no task \`${taskId}\`; it has ${known}`);
  }
  if (task.status === 'landed') throw new ConfigurationError(`\`${taskId}\` has landed: there is nothing to discard`);
  const release = takeRun(folder);
  const journal = openJournal(folder.journal, Date.now);
  try {
    for (const { job, base } of task.jobs) {
      const ref = `refs/interlock/${run}/${taskId}/${job}`;
      const dir = folder.jobDir(taskId, job);
      const workspace = join(dir, 'workspace');
      if (existsSync(workspace))
        await harvest({
          dir: workspace,
          repository: project.repository,
          base,
          ref,
          message: `Work of ${taskId} when it was discarded\n`,
        });
      await discardWorkspace({ dir, repository: project.repository, ref });
    }
    journal.append({ type: 'discarded', task: taskId, reason: 'a person discarded it' });
  } finally {
    journal.close();
    release();
  }
  process.stdout.write(
    `Discarded the workspace of ${taskId}${task.ref === null ? '' : `; its work stays in ${task.ref}`}\n`,
  );
  return 0;
};
