import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';

/** Where a run keeps what is its own, outside the user's repository. All paths are absolute. */
export type RunFolder = {
  readonly dir: string;
  readonly journal: string;
  /** Held by the coordinator while it lives. */
  readonly lock: string;
  /** Bare store that workspaces are cloned from. */
  readonly store: string;
  readonly report: string;
  readonly jobDir: (task: string, job: number) => string;
};

/** Folder of all runs of a repository: `$INTERLOCK_STATE`, else `$XDG_STATE_HOME/interlock`, else `~/.local/state/interlock`. */
export const repositoryState = (gitDir: string, root: string): string => {
  const state =
    process.env['INTERLOCK_STATE'] ??
    join(process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'interlock');
  return join(state, `${basename(root)}-${shortHash(gitDir)}`);
};

/** Paths of one run. Creates its folder. */
export const openRunFolder = (state: string, run: string): RunFolder => {
  const dir = join(state, 'runs', run);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  return {
    dir,
    journal: join(dir, 'journal.sqlite'),
    lock: join(dir, 'coordinator.lock'),
    store: join(dir, 'store.git'),
    report: join(dir, 'report'),
    jobDir: (task, job) => join(dir, 'jobs', task, String(job)),
  };
};

/** Runs of a repository, newest first: their names start with the time. */
export const listRuns = (state: string): readonly string[] => {
  const folder = join(state, 'runs');
  return existsSync(folder) ? readdirSync(folder).sort().reverse() : [];
};

/** A name that sorts by time and can be typed: `20261124-113012-a3f`. */
export const createRunName = (now: Date, random: number): string => {
  const time = now.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${time}-${Math.floor(random * 4096)
    .toString(16)
    .padStart(3, '0')}`;
};

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);
