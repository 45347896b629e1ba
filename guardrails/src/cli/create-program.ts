import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { formats } from '../report/format-report.ts';
import type { Format } from '../report/format-report.ts';
import { packageVersion } from './package-version.ts';
import { runCommand } from './run-command.ts';
import type { AllowOptions } from './commands/allow-command.ts';
import type { CheckOptions } from './commands/check-command.ts';
import type { ContractCommandOptions } from './commands/contract-command.ts';
import type { InitOptions } from './commands/init-command.ts';
import type { LatencyCommandOptions } from './commands/latency-command.ts';

/** What the commands of guardrails need to know of agent-tasks. */
export type ProgramContext = {
  /** Folders of docs that agent-tasks brings. */
  readonly docFolders: readonly string[];
  readonly hasAgentTasks: boolean;
};

/** The command line of guardrails. What a command needs is loaded when it runs, so that `--help` is quick. */
export const createProgram = (context: ProgramContext): Command => {
  const program = new Command('interlock')
    .description('Checks of a change, from a base commit to a head commit, and the report of what they found.')
    .version(packageVersion)
    .configureHelp({ showGlobalOptions: false })
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(sentenceOf(text)) })
    .addHelpText(
      'after',
      '\nAnswers go to stdout, progress to stderr. Exit code: 0 pass, 1 findings or not checkable, 2 could not run.',
    );
  addInit(program);
  addCheck(program);
  addContract(program);
  addLatency(program);
  addExplain(program, context);
  addAllow(program);
  addDoctor(program, context);
  return program;
};

/** Commander's complaint as one line that names the way out. */
const sentenceOf = (text: string): string =>
  `${text
    .replace(/^error: /, 'interlock: ')
    .trimEnd()
    .replaceAll('\n', ' ')}; --help says what there is.\n`;

/** `--format F`, as every command that gives a report has it. */
export const formatOption = (): Option =>
  new Option('--format <format>', 'how the report is written').choices(formats).default('text' satisfies Format);

const addInit = (program: Command): void => {
  program
    .command('init')
    .summary('set Interlock up in this repository')
    .description(
      'Looks at the repository and writes interlock.config.json and a CI workflow. Runs nothing, overwrites nothing.',
    )
    .option('--dry-run', 'show what would be written')
    .option('--force', 'overwrite files that differ')
    .action((options: InitOptions) =>
      runCommand(async () => (await import('./commands/init-command.ts')).initCommand(options)),
    );
};

const addCheck = (program: Command): void => {
  program
    .command('check')
    .summary('judge a change')
    .description(
      'Judges the change from the merge base of --base and --head to --head. What is allowed is what the tip of --base says.\nWithout options: your working tree, uncommitted files included, against the default branch.',
    )
    .option(
      '--base <ref>',
      "branch or commit to compare with (default: origin's default branch, else main, else master)",
    )
    .option('--head <ref>', 'branch or commit to judge; WORKTREE for the files as they stand', 'WORKTREE')
    .option('--only <ids>', 'guardrails to run, with commas between: scope,lint', listOf)
    .option('--task <file#id>', 'judge by what this task of a plan agreed: plan.yaml#podcast-card')
    .addOption(formatOption())
    .option('--out <dir>', 'folder that gets report.json, report.html and evidence.json')
    .option('--no-cache', 'judge afresh what was judged before')
    .addOption(
      new Option('--replay <file>', 'judge the evidence of an earlier check again; looks at nothing else').conflicts([
        'base',
        'only',
        'task',
      ]),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  interlock check                                  what you have in hand, against main\n  interlock check --head my-branch --out report    a branch, with a page to read\n  interlock check --format github                  in CI: annotations at the lines',
    )
    .action((options: CheckOptions) =>
      runCommand(async (signal) => (await import('./commands/check-command.ts')).checkCommand(options, signal)),
    );
};

const addContract = (program: Command): void => {
  program
    .command('contract')
    .summary('compare two contracts, or all contracts of two commits')
    .description(
      'Says what in HEAD breaks those who were built on BASE. Two files: OpenAPI (JSON or YAML), JSON Schema or .d.ts; a file of a\ncommit is REF:PATH. Two commits: every contract of this repository, and who in it relies on what broke.',
    )
    .addArgument(new Argument('<base>', 'the contract as it is: a file, REF:PATH, or a branch or commit'))
    .addArgument(new Argument('<head>', 'the contract as it will be; WORKTREE for the files as they stand'))
    .addOption(formatOption())
    .addOption(
      new Option('--api <terms>', 'what was agreed about the contract (default: nothing may break)').choices([
        'unchanged',
        'additive',
        'breaking',
      ]),
    )
    .addOption(
      new Option(
        '--compatibility <mode>',
        'of two JSON Schemas: backward (new readers, old data), forward (old readers, new data) or full (default: backward)',
      ).choices(['backward', 'forward', 'full']),
    )
    .addHelpText(
      'after',
      '\nMarkdown and HTML are changelogs: the version that the change needs first, then endpoint by endpoint, breaking changes on top.\n\nExamples:\n  interlock contract old.yaml new.yaml                              two files\n  interlock contract main:openapi.json openapi.json --format html   a page for reviewers\n  interlock contract v1.4.0 WORKTREE --format markdown              all contracts since a release',
    )
    .action((base: string, head: string, options: ContractCommandOptions) =>
      runCommand(async (signal) =>
        (await import('./commands/contract-command.ts')).contractCommand({ base, head }, options, signal),
      ),
    );
};

const addLatency = (program: Command): void => {
  program
    .command('latency')
    .summary('measure two servers side by side')
    .description(
      'Starts both commands inside walls, sends each request to both in random order, and says whether head is slower.\nEach command serves HTTP on 127.0.0.1:$PORT, run by the shell in the current folder.',
    )
    .requiredOption('--base <command>', 'command that starts the server as it is')
    .requiredOption('--head <command>', 'command that starts the server as it will be')
    .requiredOption(
      '--request <file...>',
      'files of requests, one JSON object a line: {"method","path","headers"?,"body"?,"weight"?}',
    )
    .option('--budget <limits>', 'absolute limits of head: p99=25ms', limitsOf)
    .option('--max-regression <limits>', 'relative limits of head against base: p50=5%,p99=10%', limitsOf)
    .option('--max-seconds <n>', 'most seconds of measured traffic', secondsOf)
    .addOption(formatOption())
    .action((options: LatencyCommandOptions) =>
      runCommand(async (signal) => (await import('./commands/latency-command.ts')).latencyCommand(options, signal)),
    );
};

const addExplain = (program: Command, { docFolders }: ProgramContext): void => {
  program
    .command('explain')
    .summary('say what a code means and how to repair it')
    .argument('<code>', 'the code of a finding: scope/outside')
    .action((code: string) =>
      runCommand(async () => (await import('./commands/explain-command.ts')).explainCommand(code, docFolders)),
    );
};

const addAllow = (program: Command): void => {
  program
    .command('allow')
    .summary('appeal against a finding')
    .description(
      'Writes an exemption into interlock.exemptions.json of the working tree. It counts once it is on the base branch,\nwhere somebody has reviewed it: no change can exempt itself.',
    )
    .argument('<fingerprint>', 'the 16 hex digits that stand with the finding')
    .requiredOption('--until <date>', 'last day it counts, YYYY-MM-DD')
    .requiredOption('--reason <text>', 'why this finding may stand')
    .option('--report <file>', 'report.json that shows the finding (default: of the last check of this work tree)')
    .addHelpText(
      'after',
      '\nIt is bound to the text that stands at the place of the finding and ends when that changes, at the latest on its\nlast day.\n\nExample:\n  interlock allow 0123456789abcdef --until 2030-01-31 --reason "the vendor fixes it in March"',
    )
    .action((fingerprint: string, options: AllowOptions) =>
      runCommand(async () =>
        (await import('./commands/allow-command.ts')).allowCommand(
          fingerprint,
          options,
          new Date().toISOString().slice(0, 10),
        ),
      ),
    );
};

const addDoctor = (program: Command, { hasAgentTasks }: ProgramContext): void => {
  program
    .command('doctor')
    .summary('say what this machine lacks')
    .action(() => runCommand(async () => (await import('./commands/doctor-command.ts')).doctorCommand(hasAgentTasks)));
};

const listOf = (text: string): readonly string[] => {
  const ids = text.split(',').map((id) => id.trim());
  if (ids.includes('')) throw new InvalidArgumentError('Give ids with commas between: scope,lint');
  return ids;
};

const limitsOf = (text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => {
  const pairs = text.split(',').map((pair) => /^\s*(p\d+)=(\S+)\s*$/.exec(pair));
  const entries = pairs.map((pair) => {
    if (pair?.[1] === undefined || pair[2] === undefined)
      throw new InvalidArgumentError('Give percentiles with their limits: p50=5%,p99=10%');
    return [pair[1], pair[2]] as const;
  });
  return { ...before, ...Object.fromEntries(entries) };
};

const secondsOf = (text: string): number => {
  const seconds = Number(text);
  if (!Number.isFinite(seconds) || seconds <= 0) throw new InvalidArgumentError('Give a number of seconds above 0.');
  return seconds;
};
