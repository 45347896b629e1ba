import { isMeasuringVain } from './compare-answers.ts';
import type { DuetServer } from './duet-server.ts';
import { startDuetServer } from './duet-server.ts';
import { firstFailure, measurePairs, probeAnswers, warmUpDuet, type Duet } from './duet-traffic.ts';
import type { Block, Measurement, ServerFailure } from './latency-evidence.ts';
import type { LoadGeneratorPlan } from './load-generator-plan.ts';

/** What one fresh start of both servers gave; no block where the answers differ so that measuring is in vain. */
export type DuetBlock =
  | { readonly block: Block | null; readonly answers: Measurement['answers'] }
  | { readonly failures: readonly ServerFailure[] };

/** Chooses requests and orders, and remembers the rate: all blocks are measured at the first one's. */
export type BlockContext = {
  readonly random: () => number;
  readonly chooseRequest: () => number;
  readonly intervalMs: number | null;
  readonly shouldProbe: boolean;
};

const fewestPairs = 30;

/** Starts both versions afresh, warms them up, measures for a block and ends them: nothing of them is left, whatever happens. */
export const runDuetBlock = async (plan: LoadGeneratorPlan, context: BlockContext): Promise<DuetBlock> => {
  const started = await Promise.all([startDuetServer('base', plan), startDuetServer('head', plan)]);
  const [base, head] = started;
  try {
    if (!isRunning(base) || !isRunning(head)) return { failures: started.filter(hasFailed) };
    const duet: Duet = { servers: { base, head }, requests: plan.requests, ...context };
    return await measureBlock(duet, plan, context);
  } finally {
    await Promise.all(started.filter(isRunning).map((server) => server.stop()));
  }
};

const isRunning = (one: DuetServer | ServerFailure): one is DuetServer => 'stop' in one;
const hasFailed = (one: DuetServer | ServerFailure): one is ServerFailure => 'why' in one;

const measureBlock = async (duet: Duet, plan: LoadGeneratorPlan, context: BlockContext): Promise<DuetBlock> => {
  const answers = context.shouldProbe ? await probeAnswers(duet) : [];
  if (isMeasuringVain({ requests: plan.requests, answers, blocks: [] })) return { answers, block: null };
  const slowerMs = await warmUpDuet(duet);
  const intervalMs = context.intervalMs ?? chooseIntervalMs(slowerMs);
  const { blockSeconds } = plan.measurement;
  const seconds = Math.min(3 * blockSeconds, Math.max(blockSeconds, (fewestPairs * intervalMs) / 1000));
  const pairs = await measurePairs(duet, { intervalMs, seconds });
  const failure = firstFailure(duet);
  if (failure !== null) return { failures: [failure] };
  const { base, head } = duet.servers;
  return { answers, block: { startUpMs: { base: base.startUpMs, head: head.startUpMs }, intervalMs, seconds, pairs } };
};

/**
 * At most a third of the time is spent on either side (half for slow services), so that no queue builds up; at most 250
 * pairs a second. Pairs are what the tail is judged by, and each start of both costs as much time as a second of them.
 */
const chooseIntervalMs = (slowerMs: number): number =>
  slowerMs > 50 ? Math.max(200, Math.ceil(slowerMs * 2.2)) : Math.max(4, Math.ceil(slowerMs * 3));
