import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, combineVerdicts, type CheckEvent, type Configuration } from '@interlock-dev/guardrails';
import { runInSandbox } from '@interlock-dev/guardrails/sandbox';
import { checkoutTree, linkDependencies, type Repository } from '@interlock-dev/guardrails/tree';
import { termsOf } from '../plan/freeze-brief.ts';
import type { Brief } from '../plan/plan.ts';
import type { Acceptance, Review } from './review.ts';

/** What to review: a change from `base` to `commit`, both full hashes in the user's repository. */
export type ReviewRequest = {
  readonly repository: Repository;
  readonly base: string;
  readonly commit: string;
  /** Null for a branch that nobody wrote a brief for. */
  readonly brief: Brief | null;
  readonly sandbox: Configuration['sandbox'];
  readonly cacheDir: string;
  /** Gets evidence and report of this review. */
  readonly outDir: string;
  readonly exclusive: <Result>(work: () => Promise<Result>) => Promise<Result>;
  readonly onEvent: (event: CheckEvent) => void;
  readonly signal: AbortSignal;
};

const acceptanceTimeoutMs = 10 * 60_000;
const outputTail = 4000;

/** Runs all guardrails, then the brief's acceptance commands, on a fresh checkout; never in the agent's workspace. */
export const reviewChange = async (request: ReviewRequest): Promise<Review> => {
  const start = performance.now();
  const report = await check({
    repository: request.repository.root,
    base: request.base,
    head: request.commit,
    brief: request.brief === null ? null : termsOf(request.brief),
    cacheDir: request.cacheDir,
    outDir: request.outDir,
    exclusive: request.exclusive,
    onEvent: request.onEvent,
    signal: request.signal,
  });
  const acceptance = await runAcceptance(request);
  const isRed = acceptance.some(({ exitCode }) => exitCode !== 0);
  return {
    verdict: combineVerdicts([report.verdict, isRed ? 'fail' : 'pass']),
    report,
    acceptance,
    durationMs: performance.now() - start,
  };
};

const runAcceptance = async (request: ReviewRequest): Promise<readonly Acceptance[]> => {
  const commands = request.brief?.task.acceptance ?? [];
  if (commands.length === 0) return [];
  const root = await mkdtemp(join(tmpdir(), 'interlock-acceptance-'));
  const dir = join(root, 'checkout');
  try {
    await checkoutTree({ git: request.repository.git, tree: request.commit, dir });
    const { readOnly } = await linkDependencies({ from: request.repository.root, to: dir });
    const results: Acceptance[] = [];
    for (const command of commands) results.push(await runCommand(request, { command, dir, readOnly }));
    return results;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
};

type AcceptanceRun = { readonly command: string; readonly dir: string; readonly readOnly: readonly string[] };

const runCommand = async (request: ReviewRequest, { command, dir, readOnly }: AcceptanceRun): Promise<Acceptance> => {
  const result = await runInSandbox(
    {
      argv: ['/bin/sh', '-c', command],
      cwd: dir,
      writable: [dir],
      readOnly,
      env: {
        PATH: `${join(dir, 'node_modules', '.bin')}:${join(process.execPath, '..')}:/usr/local/bin:/usr/bin:/bin`,
      },
      timeoutMs: acceptanceTimeoutMs,
      signal: request.signal,
    },
    request.sandbox,
  );
  const stopped = result.stopped === null ? '' : `\n(stopped: ${result.stopped})`;
  return {
    command,
    exitCode: result.exitCode,
    output: `${result.stdout}\n${result.stderr}${stopped}`.slice(-outputTail),
  };
};
