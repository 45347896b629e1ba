import { writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '@interlock-dev/guardrails';
import type { Agent } from '../agents/agent.ts';
import type { Upstream } from '../model-gateway/upstream.ts';
import { createLiveView } from '../report/live-view.ts';
import { renderRunReport } from '../report/run-report.ts';
import { summariseRun } from '../report/run-summary.ts';
import { coordinate } from '../run/coordinate.ts';
import type { RunEvent } from '../run/event.ts';
import { openJournal, type Journal } from '../run/journal.ts';
import { createQuietLock } from '../run/quiet-lock.ts';
import type { RunContext } from '../run/run-context.ts';
import type { RunFolder } from '../run/run-folder.ts';
import { applyEntry, foldRun, type RunState } from '../run/run-state.ts';
import type { LandingProject } from './open-project.ts';
import { takeRun } from './take-run.ts';
import { terminal } from './terminal.ts';

/** How many reviews may run at once on this machine: each uses about two cores. */
const reviewPlaces = 2;

/** What a run is carried out with. */
export type Execution = {
  readonly project: LandingProject;
  readonly folder: RunFolder;
  /** Null to go on with what the journal holds. */
  readonly start: Extract<RunEvent, { type: 'run-started' }> | null;
  readonly agent: Agent | null;
  readonly upstream: Upstream | null;
  readonly budgetUsd: number | null;
  readonly withholdFindings: boolean;
  readonly signal: AbortSignal;
};

/** Carries a run out with live progress on stderr; prints the summary and the report's path. Answers the exit code. */
export const executeRun = async (execution: Execution): Promise<number> => {
  const release = takeRun(execution.folder);
  const journal = openJournal(execution.folder.journal, Date.now);
  try {
    const state = await carryOut(execution, journal);
    const report = await writeRunReport(execution.folder, state);
    const { colours, width } = terminal(process.stdout);
    process.stdout.write(`\n${summariseRun(state, { colours, width, now: Date.now() })}\n\nReport: ${report}\n`);
    return exitCode(state, execution.signal);
  } finally {
    journal.close();
    release();
  }
};

const carryOut = async (execution: Execution, journal: Journal): Promise<RunState> => {
  const controller = new AbortController();
  const signal = AbortSignal.any([execution.signal, controller.signal]);
  const view = createLiveView({ stream: process.stderr, colours: terminal(process.stderr).colours, now: Date.now });
  let state = foldRun(journal.read());
  const record: RunContext['record'] = (event) => {
    const entry = journal.append(event);
    state = applyEntry(state, entry);
    view.show(entry);
    return entry;
  };
  const current = (): RunState => {
    if (state === null) throw new ConfigurationError(`The journal ${execution.folder.journal} holds no run`);
    return state;
  };
  for (const entry of journal.read()) if (entry.event.type === 'run-started') view.show(entry);
  record(execution.start ?? { type: 'run-resumed' });
  const { project, ...rest } = execution;
  try {
    await coordinate({
      ...rest,
      ...project,
      sandbox: project.policy.configuration.sandbox,
      quiet: createQuietLock(reviewPlaces),
      signal,
      abort: () => controller.abort(),
      record,
      state: current,
    });
  } finally {
    view.stop();
  }
  return current();
};

/** Writes the run's HTML report; answers its path. */
export const writeRunReport = async (folder: RunFolder, state: RunState): Promise<string> => {
  await mkdir(folder.report, { recursive: true });
  const file = join(folder.report, 'index.html');
  await writeFile(file, renderRunReport(state, Date.now()));
  return file;
};

const exitCode = (state: RunState, signal: AbortSignal): number => {
  if (signal.aborted) {
    process.stderr.write(`Stopped. Nothing is lost: \`interlock run --resume ${state.start.run}\` goes on.\n`);
    return 2;
  }
  return state.tasks.every(({ status }) => status === 'landed') ? 0 : 1;
};
