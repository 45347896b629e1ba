import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import type { RunnerCommand } from './runner-command.ts';

/** What the script is asked, as JSON on stdin. */
export type RunAndCollectRequest = {
  /** Begins the line of the answer. The runner never sees it, so that what it prints is not taken for the answer. */
  readonly nonce: string;
  /** Absolute folder of the checkout. It is copied: tests write where they like and nobody else sees it. */
  readonly source: string;
  /** Folder in the checkout that the runner starts in; empty for the root. */
  readonly dir: string;
  readonly command: RunnerCommand;
  /** Files to write over the copy. */
  readonly overlays: readonly { readonly path: string; readonly text: string }[];
};

/** What it answers, as one line of JSON on stdout after the nonce. */
export type RunAndCollectAnswer =
  | { readonly state: 'missing'; readonly name: string }
  | { readonly state: 'failed'; readonly reason: string }
  | {
      readonly state: 'ran';
      readonly exitCode: number | null;
      /** Absolute folder of the copy. */
      readonly root: string;
      /** What the runner wrote to its output file; null when it wrote none. */
      readonly report: string | null;
      /** What it wrote about coverage (Istanbul's JSON or lcov); null when it was not asked or wrote nothing. */
      readonly coverage: string | null;
      /** The last of what it printed. */
      readonly tail: string;
    };

const tailLength = 4_000;

const runAndCollect = async (request: RunAndCollectRequest): Promise<RunAndCollectAnswer> => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tests-')));
  const root = join(folder, 'tree');
  try {
    copyTree(request.source, root, { from: request.source, to: root });
    for (const { path, text } of request.overlays) writeOverlay(join(root, path), text);
    const cwd = join(root, request.dir);
    const [output, coverage] = [join(folder, randomUUID()), join(folder, randomUUID())];
    mkdirSync(coverage);
    const argv = argvOf(request.command, cwd, { output, coverage });
    if (argv === null)
      return { state: 'missing', name: request.command.type === 'package' ? request.command.name : '' };
    const { exitCode, tail } = await runToEnd(argv, cwd);
    return {
      state: 'ran',
      exitCode,
      root,
      report: readReport(request.command, cwd, output),
      coverage: readCoverage(coverage),
      tail,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
};

/** Links that lead into the original lead into the copy afterwards: a package imported by name is the copy's. */
const copyTree = (source: string, target: string, moved: { readonly from: string; readonly to: string }): void => {
  mkdirSync(target, { recursive: true });
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)];
    if (entry.isDirectory()) copyTree(from, to, moved);
    else if (entry.isSymbolicLink()) symlinkSync(retarget(readlinkSync(from), moved), to);
    else if (entry.isFile()) copyFileSync(from, to);
  }
};

const retarget = (link: string, { from, to }: { readonly from: string; readonly to: string }): string =>
  link === from || link.startsWith(from + sep) ? to + link.slice(from.length) : link;

const writeOverlay = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  // Head may have put a link in its place: it must not be written through.
  rmSync(path, { force: true });
  writeFileSync(path, text);
};

const readReport = (command: RunnerCommand, cwd: string, output: string): string | null =>
  readOptional(command.type === 'package' && command.reportFile !== undefined ? join(cwd, command.reportFile) : output);

const readOptional = (path: string): string | null => (existsSync(path) ? readFileSync(path, 'utf8') : null);

const readCoverage = (folder: string): string | null =>
  readOptional(join(folder, 'coverage-final.json')) ?? readOptional(join(folder, 'lcov.info'));

type Outputs = { readonly output: string; readonly coverage: string };

const argvOf = (command: RunnerCommand, cwd: string, outputs: Outputs): readonly [string, ...string[]] | null => {
  if (command.type === 'shell') return ['/bin/sh', '-c', command.command];
  const args = command.arguments.map((argument) =>
    argument.replaceAll('{output}', outputs.output).replaceAll('{coverage}', outputs.coverage),
  );
  if (command.type === 'node') return [process.execPath, ...args];
  const found = findCommand(command.name, { bin: command.bin ?? command.name, cwd });
  if (found === null) return null;
  const { newer = {} } = command;
  return [process.execPath, found.script, ...args.filter((argument) => found.major >= (newer[argument] ?? 0))];
};

/** The script behind a package's command and its major version, from node_modules of this folder or one above. */
const findCommand = (
  name: string,
  { bin: wanted, cwd }: { readonly bin: string; readonly cwd: string },
): { readonly script: string; readonly major: number } | null => {
  const folder = join(cwd, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) {
    const { bin, version = '' } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      bin?: string | Record<string, string>;
      version?: string;
    };
    const script = typeof bin === 'string' ? bin : bin?.[wanted];
    return script === undefined ? null : { script: resolve(folder, script), major: Number.parseInt(version, 10) };
  }
  return dirname(cwd) === cwd ? null : findCommand(name, { bin: wanted, cwd: dirname(cwd) });
};

type Ended = { readonly exitCode: number | null; readonly tail: string };

const runToEnd = ([file, ...args]: readonly [string, ...string[]], cwd: string): Promise<Ended> =>
  new Promise((done, fail) => {
    const path = [join(cwd, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(':');
    // Code that honours NO_COLOR has tests of it, which fail where it is set; colours are taken out of what is kept.
    const env = { ...process.env, PATH: path, CI: '1', NO_COLOR: undefined };
    const child = spawn(file, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let tail = '';
    const keep = (chunk: Buffer) => {
      tail = (tail + chunk.toString('utf8')).slice(-tailLength);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', fail);
    // Not `close`: what the tests left running may hold the pipes open.
    child.on('exit', (exitCode) => {
      killGroup(child.pid);
      setImmediate(() => done({ exitCode, tail: stripVTControlCharacters(tail) }));
    });
  });

const killGroup = (pid: number | undefined): void => {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // All of them had ended.
  }
};

const main = async (): Promise<void> => {
  const request = JSON.parse(readFileSync(0, 'utf8')) as RunAndCollectRequest;
  const answer = await runAndCollect(request).catch((error: unknown): RunAndCollectAnswer => ({
    state: 'failed',
    reason: error instanceof Error ? error.message : String(error),
  }));
  process.stdout.write(`${request.nonce} ${JSON.stringify(answer)}\n`, () => process.exit(0));
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href)
  await main();
