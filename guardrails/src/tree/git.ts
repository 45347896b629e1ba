import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';

/** How one git command runs. */
export type GitRunOptions = {
  readonly input?: string | Buffer;
  /** Added to the environment that the hardening leaves. */
  readonly env?: { readonly [name: string]: string };
  /** Most bytes of stdout; more is an error. Default 512 MiB. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
};

/** How a git command ended. A non-zero exit code is an answer, not an error. */
export type GitResult = { readonly exitCode: number; readonly stdout: Buffer; readonly stderr: string };

/** Runs git commands in one place, hardened. */
export type Git = {
  readonly cwd: string;
  /** Answers with whatever exit code git gave. Rejects with {@link GitError} when git cannot be started or says too much. */
  readonly run: (args: readonly string[], options?: GitRunOptions) => Promise<GitResult>;
  /** Stdout without its last newlines. Rejects with {@link GitError} on a non-zero exit code. */
  readonly text: (args: readonly string[], options?: GitRunOptions) => Promise<string>;
  /** Starts a command that answers as long as it is asked; whoever starts it ends it by ending its stdin. */
  readonly start: (args: readonly string[]) => ChildProcessWithoutNullStreams;
};

/** Where git works. */
export type GitPlace = {
  readonly cwd: string;
  /** A git directory of our own instead of the one that git would find from `cwd`. */
  readonly gitDir?: string;
  readonly workTree?: string;
  /** Undefined takes a variable away. */
  readonly env?: NodeJS.ProcessEnv;
  /** Configuration that wins over the hardening. */
  readonly settings?: { readonly [name: string]: string };
};

/** A git command that failed where it was not expected to. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

// What a repository's own configuration could otherwise make git start, or change in what it prints.
const hardening = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.attributesFile=/dev/null',
  'core.excludesFile=/dev/null',
  'core.untrackedCache=false',
  'core.quotePath=false',
  'core.pager=cat',
  'core.askPass=',
  'core.editor=false',
  'credential.helper=',
  'protocol.ext.allow=never',
  'submodule.recurse=false',
  'fetch.recurseSubmodules=false',
  'diff.ignoreSubmodules=all',
  'diff.external=',
  'commit.gpgSign=false',
  'log.showSignature=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'advice.detachedHead=false',
  // Ownership says nothing here: a CI container often runs as another user than its checkout. Nothing above can run.
  'safe.directory=*',
].flatMap((setting) => ['-c', setting]);

const hardenedEnvironment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(GIT_|SSH_ASKPASS)/.test(name))),
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_PAGER: 'cat',
  LC_ALL: 'C',
});

/**
 * Creates a git that runs no hook, filter driver, pager, prompt, file system monitor or credential helper, reads
 * neither system nor global configuration, and ignores the `GIT_*` variables around it. The local configuration of
 * the repository that it works in is still read: use a git directory of our own ({@link createScratchGit}) for
 * content that somebody else may have written.
 */
export const createGit = ({ cwd, gitDir, workTree, env, settings = {} }: GitPlace): Git => {
  const place = [
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ...(gitDir === undefined ? [] : [`--git-dir=${gitDir}`]),
    ...(workTree === undefined ? [] : [`--work-tree=${workTree}`]),
  ];
  const before = ['--no-pager', ...hardening, ...place];
  const run: Git['run'] = (args, options = {}) =>
    runGit([...before, ...args], { ...options, cwd, env: { ...hardenedEnvironment(), ...env, ...options.env } });
  const start: Git['start'] = (args) =>
    spawn('git', [...before, ...args], { cwd, env: { ...hardenedEnvironment(), ...env } });
  const text: Git['text'] = async (args, options) => {
    const result = await run(args, options);
    if (result.exitCode !== 0) throw new GitError(failure(args, cwd, result), { cause: result });
    return result.stdout.toString().replace(/\n+$/, '');
  };
  return { cwd, run, text, start };
};

const failure = (args: readonly string[], cwd: string, { exitCode, stderr }: GitResult): string =>
  `git ${args.join(' ')} failed in ${cwd} (exit ${exitCode}): ${stderr.trim() || 'it gave no reason'}`;

const runGit = (
  args: readonly string[],
  options: Omit<GitRunOptions, 'env'> & { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<GitResult> =>
  new Promise((resolve, reject) => {
    const { cwd, env, input, maxBytes = 512 * 1024 * 1024, signal } = options;
    const child = spawn('git', args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'], ...(signal && { signal }) });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) stdout.push(chunk);
      else child.kill('SIGKILL');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (stderr.length < 1000) stderr.push(chunk);
    });
    // A git that ends before it has read all of its input closes the pipe; its exit code says what there is to say.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', (cause) => {
      reject(new GitError(`git could not be started in ${cwd}: is git installed, and is the folder there?`, { cause }));
    });
    child.on('close', (exitCode, killedBy) => {
      const said = Buffer.concat(stderr).toString();
      if (size > maxBytes) reject(new GitError(`git said more than ${maxBytes} bytes in ${cwd}`));
      else if (exitCode === null) reject(new GitError(`git was ended by ${killedBy ?? 'a signal'} in ${cwd}: ${said}`));
      else resolve({ exitCode, stdout: Buffer.concat(stdout), stderr: said });
    });
  });
