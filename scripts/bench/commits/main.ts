import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigurationError } from '../../../guardrails/src/errors.ts';
import { withTemporaryFolder } from '../../../guardrails/src/tree/temporary-folder.ts';
import { workInProcesses } from '../processes/work-in-processes.ts';
import type { CommitResult, PickedCommit } from './commit-record.ts';
import { readCommitOptions, type CommitOptions } from './commit-options.ts';
import { openMirror, type Mirror } from './open-mirror.ts';
import { pickAcross } from './pick-across.ts';
import { pickCommits } from './pick-commits.ts';
import { publishCommits } from './publish-commits.ts';
import { openResults } from './results-file.ts';
import type { CommitTask } from './run-check-commit.ts';
import { isBlocked, summariseCommits } from './summarise-commits.ts';
import { toLostResult } from './to-commit-result.ts';

const run = (options: CommitOptions): Promise<readonly CommitResult[]> =>
  withTemporaryFolder('interlock-commits-', async (dir) => {
    const mirrors = await Promise.all(options.repositories.map((path) => openMirror(path, dir)));
    const picked = await pickAcross(
      mirrors.map(
        ({ git, name }) =>
          (count) =>
            pickCommits({
              git,
              repository: name,
              sample: options.sample,
              count,
              years: options.years,
              seen: options.seen,
            }),
      ),
      options.count,
    );
    await mkdir(options.out, { recursive: true });
    const file = await openResults(join(options.out, 'results.jsonl'), options.resume);
    const results = new Map(file.known.map((result) => [result.sha, result]));
    const missing = picked.map((commits) => commits.filter(({ sha }) => !results.has(sha)));
    const total = picked.flat().length;
    process.stderr.write(
      `${total} commits of ${mirrors.length} repositories, ${total - missing.flat().length} known\n`,
    );
    const keep = (result: CommitResult): void => {
      results.set(result.sha, result);
      file.append(result);
      report(result, { done: results.size, total });
    };
    await workInProcesses<CommitTask, CommitResult>({
      script: fileURLToPath(new URL('./run-check-commit.ts', import.meta.url)),
      groups: toGroups(missing, { mirrors, options }),
      jobs: options.jobs,
      // A check stops itself at its limit; what does not even yield is killed a little later.
      limitMs: options.limitSeconds * 1000 + 15_000,
      onAnswer: (_, result) => keep(result),
      onLost: ({ commit }, reason) => keep(toLostResult(commit, reason)),
    });
    return picked.flat().flatMap(({ sha }) => results.get(sha) ?? []);
  });

/** One group a repository, the longest first, so that no process is left alone with it at the end. */
const toGroups = (
  lists: readonly (readonly PickedCommit[])[],
  { mirrors, options }: { readonly mirrors: readonly Mirror[]; readonly options: CommitOptions },
): readonly (readonly CommitTask[])[] =>
  lists
    .map((commits, index) => {
      const root = mirrors[index]?.root ?? '';
      const { only, limitSeconds } = options;
      return commits.map((commit) => ({ commit, root, only, limitMs: limitSeconds * 1000 }));
    })
    .toSorted((one, other) => other.length - one.length);

const report = (result: CommitResult, { done, total }: { readonly done: number; readonly total: number }): void => {
  if (!isBlocked(result) && done % 20 !== 0) return;
  const codes = [...new Set(result.blocking.map(({ code }) => code))].join(' ');
  process.stderr.write(`${done}/${total} ${result.repository} ${result.sha.slice(0, 12)} ${result.verdict} ${codes}\n`);
};

try {
  const options = readCommitOptions(process.argv.slice(2));
  if (options === null) process.exit(0);
  const results = await run(options);
  const summary = summariseCommits(results);
  await writeFile(join(options.out, 'summary.txt'), summary);
  if (options.publish !== null) await writeFile(resolve(options.publish), publishCommits(results));
  process.stdout.write(summary);
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
