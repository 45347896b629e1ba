import { lstat, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from '@interlock-dev/guardrails';
import { runInSandbox } from '@interlock-dev/guardrails/sandbox';
import { createGit, linkDependencies, rawAttributes, removeFolder } from '@interlock-dev/guardrails/tree';
import { copyShallowBoundary } from './run-store.ts';
import { markReady, readReady, unmarkHarvested } from './work-marks.ts';
import type { Workspace } from './workspace.ts';

/** What a workspace is made of. All paths are absolute. */
export type WorkspaceRequest = {
  /** The run's store ({@link createRunStore}), which holds `base`. */
  readonly store: string;
  /** Full commit hash. */
  readonly base: string;
  readonly dir: string;
  /** Outside `dir`. */
  readonly sessionDir: string;
  readonly task: string;
  readonly job: number;
  /** Root of the user's repository, whose node_modules are linked in. */
  readonly repositoryRoot: string;
  /** Socket of this job's model gateway: it stands at the same path inside, and in INTERLOCK_GATEWAY_SOCKET. */
  readonly gatewaySocket: string | null;
  readonly sandboxKind: Configuration['sandbox'];
};

/** What an agent may print in one command: its events come this way. 64 MiB. */
const maxOutputBytes = 64 * 1024 ** 2;

/**
 * Makes a job's own checkout of `base`: raw files, a git directory of its own on branch `task/<id>` whose objects are
 * read from the store, node_modules linked. Where `dir` already holds a finished workspace it is opened as it stands; one
 * that a killed run left half made, in which nothing ever ran, is made anew.
 */
export const createWorkspace = async (request: WorkspaceRequest): Promise<Workspace> => {
  const { dir, sessionDir, task, job } = request;
  const home = join(sessionDir, 'home');
  const dependencies = (await readReady(dir)) ?? (await makeWorkspace(request, home));
  return { task, job, dir, sessionDir, enter: enterWalls(request, home, dependencies) };
};

/** Nothing outside the walls writes into a workspace once an agent may have put links in it. */
const makeWorkspace = async (request: WorkspaceRequest, home: string): Promise<readonly string[]> => {
  const { dir, repositoryRoot } = request;
  await removeFolder(dir);
  await mkdir(home, { recursive: true });
  await checkOut(request);
  const { readOnly } = await linkDependencies({ from: repositoryRoot, to: dir });
  await markReady(dir, readOnly);
  return readOnly;
};

const checkOut = async ({ store, base, dir, task }: WorkspaceRequest): Promise<void> => {
  const gitDir = join(dir, '.git');
  await mkdir(join(gitDir, 'info'), { recursive: true });
  const format = await createGit({ cwd: store, gitDir: store }).text(['rev-parse', '--show-object-format']);
  const git = createGit({ cwd: dir, gitDir, workTree: dir });
  await createGit({ cwd: dir }).text(['init', '--quiet', '--template=', `--object-format=${format}`, dir]);
  await writeFile(join(gitDir, 'objects', 'info', 'alternates'), `${join(store, 'objects')}\n`);
  await writeFile(join(gitDir, 'info', 'attributes'), rawAttributes);
  await writeFile(join(gitDir, 'info', 'exclude'), 'node_modules\n');
  await copyShallowBoundary(store, gitDir);
  await git.text(['config', 'user.name', `Task ${task}`]);
  await git.text(['config', 'user.email', 'task@interlock.invalid']);
  await git.text(['update-ref', `refs/heads/task/${task}`, base]);
  await git.text(['symbolic-ref', 'HEAD', `refs/heads/task/${task}`]);
  await git.text(['read-tree', 'HEAD']);
  await git.text(['-c', 'checkout.workers=0', 'checkout-index', '--all', '--index', '--quiet']);
};

const enterWalls =
  (request: WorkspaceRequest, home: string, dependencies: readonly string[]): Workspace['enter'] =>
  async (command) => {
    const { dir, sessionDir, store, gatewaySocket, sandboxKind } = request;
    await requireFolder(home);
    await unmarkHarvested(dir);
    return runInSandbox(
      {
        ...command,
        cwd: command.cwd ?? dir,
        home,
        maxOutputBytes,
        readOnly: [store, ...dependencies, ...(command.readOnly ?? [])],
        writable: [dir, sessionDir],
        sockets: gatewaySocket === null ? [] : [{ host: gatewaySocket, inside: gatewaySocket }],
        env: {
          ...(gatewaySocket === null ? {} : { INTERLOCK_GATEWAY_SOCKET: gatewaySocket }),
          ...command.env,
        },
      },
      sandboxKind,
    );
  };

/** A link in its place would be followed by the next mount, out of the walls. */
const requireFolder = async (path: string): Promise<void> => {
  if (!(await lstat(path)).isDirectory()) {
    throw new Error(`${path} is no folder any more: something outside this job's walls replaced it.`);
  }
};
