import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { removeFolder } from '@interlock-dev/guardrails/tree';
import { buildRepository, type BuiltRepository } from '../../guardrails/src/tree/repository.builder.ts';

/** The real command, as a user's shell finds it. */
export const interlockBin = fileURLToPath(new URL('../../guardrails/bin/interlock.mjs', import.meta.url));

/** How a command ended. `exitCode` is null when a signal ended it. */
export type Answer = { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string };

/** A command that goes on: its process leads a group of its own. */
export type Started = { readonly child: ChildProcess; readonly answer: Promise<Answer> };

/** How a command starts. */
export type CommandPlace = {
  /** Default: the root of the repository. */
  readonly cwd?: string;
  /** Added to the place's environment. */
  readonly env?: Readonly<Record<string, string>>;
};

/** A folder with a repository in it and everything else that a command of a user touches: home, state, cache, temporary files. */
export type ScratchPlace = {
  readonly folder: string;
  readonly home: string;
  /** Where runs keep what is their own. */
  readonly state: string;
  readonly repository: BuiltRepository;
  /** Runs `interlock` to its end. */
  readonly interlock: (args: readonly string[], where?: CommandPlace) => Promise<Answer>;
  readonly start: (args: readonly string[], where?: CommandPlace) => Started;
  /** Command lines of processes that work in this place, in walls or not. */
  readonly processes: () => Promise<readonly string[]>;
  /** Names of what commands left in their folder of temporary files. */
  readonly temporaryFiles: () => Promise<readonly string[]>;
  readonly remove: () => Promise<void>;
};

/** Creates a place with an empty repository on branch main. Nothing of the machine's own environment gets in but PATH. */
export const createScratchPlace = async (): Promise<ScratchPlace> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'interlock-line-')));
  const [home, state, temporary] = [join(folder, 'home'), join(folder, 'state'), join(folder, 'tmp')];
  for (const dir of [home, state, temporary]) await mkdir(dir);
  const env = {
    PATH: process.env['PATH'] ?? '',
    ...{ HOME: home, TMPDIR: temporary, INTERLOCK_STATE: state, XDG_CACHE_HOME: join(folder, 'cache'), NO_COLOR: '1' },
  };
  const repository = await buildRepository(join(folder, 'repository'));
  const start: ScratchPlace['start'] = (args, { cwd = repository.root, env: added = {} } = {}) =>
    startCommand([process.execPath, interlockBin, ...args], { cwd, env: { ...env, ...added } });
  return {
    ...{ folder, home, state, repository, start },
    interlock: (args, where) => start(args, where).answer,
    processes: () => processesOf(folder),
    temporaryFiles: () => readdir(temporary),
    remove: () => removeFolder(folder),
  };
};

/** Starts a program in a process group of its own. */
export const startCommand = (argv: readonly string[], where: Required<CommandPlace>): Started => {
  const [program = '', ...args] = argv;
  const child = spawn(program, args, { ...where, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  return { child, answer: answerOf(child) };
};

const answerOf = async (child: ChildProcess): Promise<Answer> => {
  const { stdout: out, stderr: err } = child;
  if (out === null || err === null) throw new Error('A command was started without its pipes');
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(out),
    text(err),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { exitCode, stdout, stderr };
};

/** Inside walls a process sees other paths and another environment, but works in a folder of the same name. */
const processesOf = async (folder: string): Promise<readonly string[]> => {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  const found = await Promise.all(ids.map((id) => describeProcess(id)));
  return found.flatMap(({ command, cwd }) => (command.includes(folder) || cwd.startsWith(folder) ? [command] : []));
};

const describeProcess = async (id: string) => {
  try {
    const command = await readFile(`/proc/${id}/cmdline`, 'utf8');
    return { command: command.replaceAll('\0', ' ').trim(), cwd: await readlink(`/proc/${id}/cwd`) };
  } catch {
    // It has ended since the list was made, or is the kernel's own.
    return { command: '', cwd: '' };
  }
};
