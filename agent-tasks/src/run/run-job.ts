import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Agent, AgentExit } from '../agents/agent.ts';
import { startGateway, type Gateway } from '../model-gateway/gateway.ts';
import { isAccepted, summariseBlock, writeFeedback, writeWithheldFeedback } from '../review/feedback.ts';
import { createWorkspace } from '../workspace/create-workspace.ts';
import { harvest } from '../workspace/harvest.ts';
import { createRunStore } from '../workspace/run-store.ts';
import type { Harvest, Workspace } from '../workspace/workspace.ts';
import { reviewRound } from './review-round.ts';
import { isStopping, taskOf, type RunContext } from './run-context.ts';

/** One try at a task: workspace, then agent and review in turns, until accepted or blocked. */
export const runJob = async (context: RunContext, agent: Agent, taskId: string): Promise<void> => {
  const job = taskOf(context, taskId).jobs.length + 1;
  const base = await context.target.readTip();
  await createRunStore({ repository: context.repository.root, base, dir: context.folder.store });
  context.record({ type: 'job-started', task: taskId, job, base });
  const minutes = taskOf(context, taskId).brief.task.budget.minutes;
  const timeout = AbortSignal.timeout(minutes * 60_000);
  const gateway = await openGateway(context, taskId, job);
  try {
    const workspace = await openWorkspace(context, { task: taskId, job, base, gateway });
    const signal = AbortSignal.any([context.signal, timeout]);
    await runRounds({ context, agent, workspace, gateway, base, signal });
  } finally {
    await gateway?.stop();
  }
};

type Job = {
  readonly context: RunContext;
  readonly agent: Agent;
  readonly workspace: Workspace;
  readonly gateway: Gateway | null;
  readonly base: string;
  readonly signal: AbortSignal;
};

const runRounds = async (job: Job): Promise<void> => {
  const { context, workspace } = job;
  const { task, job: number } = workspace;
  const { brief } = taskOf(context, task);
  let message = firstMessage(context, task);
  for (let round = 0; round <= brief.task.budget.rounds; round += 1) {
    const exit = await runTurn(job, round, message);
    const harvested = await harvestWork(job, round);
    if (isStopping(context)) return;
    if (exit.exit !== 'done') {
      context.record({ type: 'blocked', task, job: number, reason: `the agent ended as ${exit.exit}: ${exit.reason}` });
      return;
    }
    const result = await reviewWork(job, round, harvested);
    if (isStopping(context)) return;
    if (result.isAccepted) {
      context.record({ type: 'accepted', task, job: number, commit: harvested.commit });
      return;
    }
    message = result.message;
    if (round === brief.task.budget.rounds) {
      context.record({ type: 'blocked', task, job: number, reason: result.summary });
    }
  }
};

const firstMessage = (context: RunContext, task: string): string => {
  const { brief, returns } = taskOf(context, task);
  const last = returns.at(-1);
  return last === undefined ? brief.task.prompt : `${brief.task.prompt}\n\n${last.message}`;
};

const runTurn = async (job: Job, round: number, message: string): Promise<AgentExit> => {
  const { context, agent, workspace, gateway } = job;
  const { task, job: number } = workspace;
  context.record({ type: 'turn-started', task, job: number, round, message });
  const exit = await agent.run({
    brief: taskOf(context, task).brief,
    round,
    message,
    dir: workspace.dir,
    sessionDir: workspace.sessionDir,
    gatewaySocket: gateway?.socketPath ?? null,
    enter: (command) => workspace.enter({ ...command, signal: job.signal }),
    onEvent: (event) => void context.record({ type: 'agent', task, job: number, event }),
    signal: job.signal,
  });
  context.record({ type: 'turn-ended', task, job: number, round, exit });
  return exit;
};

const harvestWork = async ({ context, workspace, base }: Job, round: number): Promise<Harvest> => {
  const { task, job } = workspace;
  const harvested = await harvest({
    dir: workspace.dir,
    repository: context.repository,
    base,
    ref: jobRef(context, task, job),
    message: `${taskOf(context, task).brief.task.title}\n\nInterlock-Run: ${context.state().start.run}\nInterlock-Task: ${task}\n`,
  });
  const { commit, ref, findings } = harvested;
  context.record({ type: 'harvested', task, job, round, commit, ref, findings });
  return harvested;
};

/** Where a job's work is kept in the user's repository. */
export const jobRef = (context: RunContext, task: string, job: number): string =>
  `refs/interlock/${context.state().start.run}/${task}/${job}`;

type RoundVerdict = { readonly isAccepted: boolean; readonly message: string; readonly summary: string };

const reviewWork = async (job: Job, round: number, harvested: Harvest): Promise<RoundVerdict> => {
  const { context, workspace, base } = job;
  const { task, job: number } = workspace;
  if (harvested.commit === base) return noChange;
  const { brief } = taskOf(context, task);
  context.record({ type: 'review-started', task, job: number, round });
  const name = `job-${number}-round-${round}`;
  const review = await reviewRound(context, { task, base, commit: harvested.commit, brief, name });
  context.record({ type: 'reviewed', task, job: number, round, commit: harvested.commit, review });
  const result = { review, harvestFindings: harvested.findings };
  return {
    isAccepted: isAccepted(result),
    message: context.withholdFindings ? writeWithheldFeedback() : writeFeedback(result),
    summary: summariseBlock(result),
  };
};

const noChange: RoundVerdict = {
  isAccepted: false,
  message:
    'You ended your turn, but the workspace is as it was: nothing was changed. Do the task, or say why it cannot be done.',
  summary: 'the agent said it was done and changed nothing',
};

type WorkspaceRequest = {
  readonly task: string;
  readonly job: number;
  readonly base: string;
  readonly gateway: Gateway | null;
};

const openWorkspace = (context: RunContext, { task, job, base, gateway }: WorkspaceRequest): Promise<Workspace> => {
  const dir = context.folder.jobDir(task, job);
  return createWorkspace({
    store: context.folder.store,
    base,
    dir: join(dir, 'workspace'),
    sessionDir: join(dir, 'session'),
    task,
    job,
    repositoryRoot: context.repository.root,
    gatewaySocket: gateway?.socketPath ?? null,
    sandboxKind: context.sandbox,
  });
};

/** What the job may still spend: the least of what its task and the run have left; null for no limit. */
const leftToSpend = (context: RunContext, task: string): number | null => {
  const { usage, brief } = taskOf(context, task);
  const spent = context.state().tasks.reduce((sum, other) => sum + other.usage.usd, 0);
  const ofTask = brief.task.budget.usd === null ? [] : [brief.task.budget.usd - usage.usd];
  const ofRun = context.budgetUsd === null ? [] : [context.budgetUsd - spent];
  const caps = [...ofTask, ...ofRun];
  return caps.length === 0 ? null : Math.max(0, Math.min(...caps));
};

/** The job's gateway on a socket of its own; the folder is short, because a socket's path holds 107 bytes at most. */
const openGateway = async (context: RunContext, task: string, job: number): Promise<Gateway | null> => {
  if (context.upstream === null) return null;
  const folder = await mkdtemp(join(process.env['XDG_RUNTIME_DIR'] ?? tmpdir(), 'interlock-'));
  const gateway = await startGateway({
    upstream: context.upstream,
    socketPath: join(folder, 'model.sock'),
    budgetUsd: leftToSpend(context, task),
    transcriptFile: join(context.folder.jobDir(task, job), 'transcript.jsonl'),
    onUsage: (usage) => void context.record({ type: 'agent', task, job, event: { type: 'usage', usage } }),
  });
  const stop = async (): Promise<void> => {
    await gateway.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...gateway, stop };
};
