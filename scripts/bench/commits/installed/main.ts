import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigurationError } from '../../../../guardrails/src/errors.ts';
import { withTemporaryFolder } from '../../../../guardrails/src/tree/temporary-folder.ts';
import { openCpuAccount, type CpuAccount } from '../../check/cpu-account.ts';
import { workInProcesses } from '../../processes/work-in-processes.ts';
import type { PickedCommit } from '../commit-record.ts';
import { openMirror, type Mirror } from '../open-mirror.ts';
import { pickCommits } from '../pick-commits.ts';
import { openResults } from '../results-file.ts';
import { toLostResult } from '../to-commit-result.ts';
import { readInstalledOptions, type InstalledOptions } from './installed-options.ts';
import type { InstalledAnswer, InstalledGuardrail, InstalledResult, InstalledTask } from './installed-record.ts';
import { summariseInstalled } from './summarise-installed.ts';

/** A repository, its commits, and the account that counts its processes. */
type Source = Mirror & { readonly commits: readonly PickedCommit[]; readonly account: CpuAccount | null };

const run = (options: InstalledOptions): Promise<readonly InstalledResult[]> =>
  withTemporaryFolder('interlock-installed-', async (dir) => {
    const sources = await Promise.all(options.repositories.map((path) => openSource(path, { dir, options })));
    await mkdir(options.out, { recursive: true });
    const file = await openResults<InstalledResult>(join(options.out, 'results.jsonl'), options.resume);
    const results = new Map(file.known.map((result) => [keyOf(result.sha, result.guardrail), result]));
    const spent = new Map<string, number>();
    const keep = (result: InstalledResult): void => {
      results.set(keyOf(result.sha, result.guardrail), result);
      file.append(result);
      report(result);
    };
    await workInProcesses<InstalledTask, InstalledAnswer>({
      script: fileURLToPath(new URL('./run-check-installed.ts', import.meta.url)),
      groups: sources.map((source) => toTasks(source, { dir, options, known: results })),
      jobs: options.jobs,
      // Installing has a limit of its own; what does not even yield is killed a little later.
      limitMs: options.limitSeconds * 1000 + 630_000,
      onAnswer: ({ commit }, result) => {
        const cpuMs = cpuSince(sources, commit.repository, spent);
        if (result !== null) keep({ ...result, cpuMs });
      },
      onLost: ({ commit, step }, reason) => {
        cpuSince(sources, commit.repository, spent);
        if (step !== 'prepare') keep(toLost(commit, step, reason));
      },
    });
    for (const { account } of sources) account?.close();
    const wanted = sources.flatMap(({ commits }) => commits);
    return wanted.flatMap(({ sha }) => options.only.flatMap((id) => results.get(keyOf(sha, id)) ?? []));
  });

const openSource = async (
  path: string,
  { dir, options }: { readonly dir: string; readonly options: InstalledOptions },
): Promise<Source> => {
  const mirror = await openMirror(path, dir);
  const { sample, count, years } = options;
  const commits = await pickCommits({ git: mirror.git, repository: mirror.name, sample, count, years });
  // In order of time a lockfile changes least often.
  return { ...mirror, commits: commits.toSorted((one, other) => one.time - other.time), account: openCpuAccount() };
};

const keyOf = (sha: string, guardrail: InstalledGuardrail): string => `${sha} ${guardrail}`;

const toTasks = (
  { root, commits, account }: Source,
  {
    dir,
    options,
    known,
  }: { readonly dir: string; readonly options: InstalledOptions; readonly known: ReadonlyMap<string, unknown> },
): readonly InstalledTask[] =>
  commits.flatMap((commit) => {
    const missing = options.only.filter((id) => !known.has(keyOf(commit.sha, id)));
    if (missing.length === 0) return [];
    const shared = {
      commit,
      root,
      tools: join(dir, 'tools'),
      limitMs: options.limitSeconds * 1000,
      pauseFile: options.pauseFile,
      procs: account?.procs ?? null,
    };
    return (['prepare', ...missing] as const).map((step) => ({ ...shared, step }));
  });

/** The CPU time of a repository's processes since it was last asked for, in milliseconds; 0 where nothing counts. */
const cpuSince = (sources: readonly Source[], name: string, spent: Map<string, number>): number => {
  const now = sources.find((source) => source.name === name)?.account?.readSeconds() ?? 0;
  const before = spent.get(name) ?? 0;
  spent.set(name, now);
  return Math.round((now - before) * 1000);
};

const toLost = (commit: PickedCommit, guardrail: InstalledGuardrail, reason: string): InstalledResult => ({
  ...toLostResult(commit, reason),
  guardrail,
  notInstalled: null,
  looked: 0,
  notChecked: [],
});

const report = ({ repository, sha, guardrail, verdict, looked, durationMs, ...result }: InstalledResult): void => {
  const codes = [...new Set(result.blocking.map(({ code }) => code))].join(' ');
  const said = result.notInstalled === null ? `${verdict} ${codes}` : 'not installed';
  const seconds = (durationMs / 1000).toFixed(1);
  process.stderr.write(`${repository} ${sha.slice(0, 12)} ${guardrail} ${said} (${looked} looked at, ${seconds} s)\n`);
};

try {
  const options = readInstalledOptions(process.argv.slice(2));
  if (options === null) process.exit(0);
  const summary = summariseInstalled(await run(options));
  await writeFile(join(options.out, 'summary.md'), summary);
  process.stdout.write(summary);
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
