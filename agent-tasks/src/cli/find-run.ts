import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '@interlock-dev/guardrails';
import { readJournal } from '../run/journal.ts';
import { listRuns, openRunFolder, type RunFolder } from '../run/run-folder.ts';
import { foldRun, type RunState } from '../run/run-state.ts';
import { openProject, type Project } from './open-project.ts';

/** A run of this repository as its journal tells it. */
export type FoundRun = { readonly project: Project; readonly folder: RunFolder; readonly state: RunState };

/** Finds a run by its name; without one, or for `newest`, the newest. ConfigurationError with the newest names when there is none. */
export const findRun = async (wanted: string | undefined): Promise<FoundRun> => {
  const project = await openProject(process.cwd());
  const runs = listRuns(project.state);
  const [newest] = runs;
  if (newest === undefined) {
    throw new ConfigurationError('This repository has no run yet: start one with `interlock run` or `interlock land`');
  }
  const run = wanted === undefined || wanted === 'newest' ? newest : wanted;
  if (!runs.includes(run) || !existsSync(join(project.state, 'runs', run, 'journal.sqlite'))) {
    throw new ConfigurationError(
      `This repository has no run \`${run}\`: name one of the newest, ${runs.slice(0, 3).join(', ')}`,
    );
  }
  const folder = openRunFolder(project.state, run);
  const state = foldRun(readJournal(folder.journal));
  if (state === null) throw new ConfigurationError(`The run ${run} was stopped before it began`);
  return { project, folder, state };
};
