import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import type { CollectContext } from '../../guardrail.ts';
import { scriptPath } from '../../sandbox/script-path.ts';
import type { SandboxResult } from '../../sandbox/sandbox.ts';
import type { Tree } from '../../tree/tree.ts';
import { parseIstanbulCoverage, parseLcov, type CoveredFile } from './changed-coverage.ts';
import { hadNothingToRun } from './had-nothing-to-run.ts';
import { firstLines, parseJestReport, parseNodeReport } from './parse-report.ts';
import type { RunAndCollectAnswer, RunAndCollectRequest } from './run-and-collect.ts';
import { runnerCommand } from './runner-command.ts';
import type { RunnerCommand, TestSelection } from './runner-command.ts';
import type { Runner } from './select-projects.ts';
import type { TestResult, TestRun } from './tests-evidence.ts';

/** One run to make: which tests of which tree, with files of base laid over it. */
export type RunRequest = {
  readonly tree: Tree;
  readonly dir: string;
  readonly runner: Runner;
  readonly selection: TestSelection;
  readonly overlays?: RunAndCollectRequest['overlays'];
  /** Files whose coverage is wanted; default none. */
  readonly covered?: readonly string[];
};

/** A run, or why there is none. */
export type RunOutcome = TestRun | { readonly cannotCheck: string };

/** A run with what the runner wrote about coverage: null when it was not asked or wrote nothing. */
export type CoveredRun = { readonly run: RunOutcome; readonly coverage: readonly CoveredFile[] | null };

/**
 * Runs tests on a private copy of a tree inside the walls. The runner writes its results to a file with a random name;
 * a script reads it when the runner has ended. Never throws for what the tests do.
 */
export const runTests = async (context: CollectContext, request: RunRequest): Promise<RunOutcome> =>
  (await runCovered(context, { ...request, covered: [] })).run;

/** As {@link runTests}, with coverage. */
export const runCovered = async (context: CollectContext, request: RunRequest): Promise<CoveredRun> => {
  const { tree, dir, runner, selection, overlays = [], covered = [] } = request;
  const added = context.policy.configuration.tests.arguments;
  const command = runnerCommand(runner, selection, { dir, added, covered });
  const { answer, problem } = await runCommand(context, { tree, dir, command, overlays, name: runner.kind });
  if (answer === null) return { run: { cannotCheck: problem }, coverage: null };
  const run = toRun(answer, { runner, dir });
  if ('cannotCheck' in run && (await hadNothingToRun(context, { tree, selection, answer })))
    return { run: { exitCode: 0, tests: [] }, coverage: null };
  return { run, coverage: toCoverage(answer, runner) };
};

/** A command to run on a private copy of a tree. */
export type CommandRequest = Pick<RunRequest, 'tree' | 'dir' | 'overlays'> & {
  readonly command: RunnerCommand;
  /** What the tests are called when they do not end. */
  readonly name?: string;
};

/** The script's answer, or why there is none. */
export type CommandAnswer =
  | { readonly answer: RunAndCollectAnswer; readonly problem: null }
  | { readonly answer: null; readonly problem: string };

/** Runs one command on a private copy of a tree inside the walls. Never throws for what the command does. */
export const runCommand = async (context: CollectContext, request: CommandRequest): Promise<CommandAnswer> => {
  const { tree, dir, command, overlays = [], name = 'mutants' } = request;
  const { timeoutSeconds } = context.policy.configuration.tests;
  const { dir: source, readOnly } = await tree.checkout();
  const script = scriptPath(import.meta.url, './run-and-collect');
  const nonce = randomUUID();
  const result = await context.run({
    argv: [process.execPath, script],
    cwd: source,
    readOnly: [source, ...readOnly, dirname(script)],
    stdin: JSON.stringify({ nonce, source, dir, command, overlays } satisfies RunAndCollectRequest),
    timeoutMs: timeoutSeconds * 1000,
    maxOutputBytes: 64 * 1024 * 1024,
    maxProcesses: 1024,
    signal: context.signal,
  });
  const answer = findAnswer(result.stdout, nonce);
  if (answer !== null) return { answer, problem: null };
  return { answer, problem: describeEnd(result, { name, seconds: timeoutSeconds }) };
};

const toCoverage = (answer: RunAndCollectAnswer, runner: Runner): readonly CoveredFile[] | null => {
  if (answer.state !== 'ran' || answer.coverage === null) return null;
  return runner.kind === 'node'
    ? parseLcov(answer.coverage, answer.root)
    : parseIstanbulCoverage(answer.coverage, answer.root);
};

const findAnswer = (stdout: string, nonce: string): RunAndCollectAnswer | null => {
  const line = stdout.split('\n').findLast((text) => text.startsWith(`${nonce} `));
  return line === undefined ? null : (JSON.parse(line.slice(nonce.length + 1)) as RunAndCollectAnswer);
};

const describeEnd = (
  { stopped, exitCode, stderr }: SandboxResult,
  { name, seconds }: { readonly name: string; readonly seconds: number },
): string => {
  if (stopped === 'timeout') {
    return `the tests (${name}) did not end within ${seconds} s: make them faster, or raise \`tests.timeoutSeconds\` on base`;
  }
  if (stopped !== null) return `the tests (${name}) were stopped (${stopped}) before they ended`;
  return `the tests (${name}) ended without an answer (exit code ${exitCode ?? 'none'}): ${firstLines(stderr)}`;
};

type RunnerPlace = { readonly runner: Runner; readonly dir: string };

const toRun = (answer: RunAndCollectAnswer, { runner, dir }: RunnerPlace): RunOutcome => {
  const where = dir === '' ? 'the repository' : dir;
  if (answer.state === 'missing') {
    return { cannotCheck: `${where} tests with ${answer.name}, which is not in node_modules: run \`npm ci\` first` };
  }
  if (answer.state === 'failed') return { cannotCheck: `the tests could not be started: ${answer.reason}` };
  const { exitCode, root, report, tail } = answer;
  if (runner.kind === 'command')
    return { exitCode, tests: [commandResult(runner.command, exitCode, lastLines(tail, root))] };
  const tests = runner.kind === 'node' ? parseNodeReport(report ?? '', root) : parseJestReport(report ?? '', root);
  if ('reason' in tests) {
    return {
      cannotCheck: `${runner.kind} in ${where}: ${tests.reason} (exit code ${exitCode ?? 'none'}): ${lastLines(tail, root)}`,
    };
  }
  // The exit code has to agree: a runner that fails although no test did has something else to say.
  const isSilent = exitCode !== 0 && !tests.some((test) => test.status === 'failed');
  const itself: TestResult = { file: null, name: '', status: 'failed', message: lastLines(tail, root) };
  return { exitCode, tests: isSilent ? [...tests, itself] : tests };
};

const commandResult = (command: string, exitCode: number | null, message: string): TestResult => ({
  file: null,
  name: command,
  status: exitCode === 0 ? 'passed' : 'failed',
  ...(exitCode === 0 ? {} : { message }),
});

/** Without the stack, and without the version of Node that ends it, so that the error itself is among the last lines. */
const lastLines = (tail: string, root: string): string =>
  firstLines(
    tail
      .replaceAll(`${root}/`, '')
      .split('\n')
      .filter((line) => line.trim() !== '' && !/^\s+at |^Node\.js v\d/.test(line))
      .slice(-8)
      .join('\n'),
  );
