import { randomInt } from 'node:crypto';
import { dirname } from 'node:path';
import type { CollectContext } from '../../guardrail.ts';
import { scriptPath } from '../../sandbox/script-path.ts';
import type { SandboxResult } from '../../sandbox/sandbox.ts';
import type { Measurement, ServiceRequest, Side } from './latency-evidence.ts';
import type { Limits } from './limits.ts';
import { parseLoadGeneratorLines } from './load-generator-lines.ts';
import type { LoadGeneratorPlan, ServerCommand } from './load-generator-plan.ts';
import { planMeasurement } from './plan-measurement.ts';

/** What to measure. */
export type MeasureOptions = {
  readonly servers: Readonly<Record<Side, ServerCommand>>;
  readonly ready: string | null;
  readonly requests: readonly ServiceRequest[];
  readonly limits: Limits;
  readonly isNew: boolean;
  /** Most seconds of measured traffic. */
  readonly maxSeconds: number;
  /** Most seconds in all, starts and warm-up included. */
  readonly wallSeconds: number;
  /** Most milliseconds until both are ready. Default 20 s. */
  readonly startTimeoutMs?: number;
  readonly walls: LoadGeneratorPlan['walls'];
  readonly run: CollectContext['run'];
  readonly signal: AbortSignal;
};

const defaultStartTimeoutMs = 20_000;
const requestTimeoutMs = 5_000;

/**
 * Runs the load generator in one sandbox that owns the loopback; it starts both versions in sandboxes within. All
 * processes are gone when this resolves. Whatever goes wrong is in the answer (`brokeOff`, `failures`).
 */
export const measureService = async (options: MeasureOptions): Promise<Measurement> => {
  const { servers, requests, run, signal, maxSeconds, wallSeconds } = options;
  const seed = randomInt(2 ** 32);
  const plan = createPlan(options, seed);
  const packageRoot = dirname(dirname(dirname(dirname(scriptPath(import.meta.url, './load-generator')))));
  const result = await run({
    argv: [process.execPath, scriptPath(import.meta.url, './load-generator')],
    cwd: packageRoot,
    readOnly: [packageRoot, ...Object.values(servers).flatMap(({ cwd, readOnly }) => [cwd, ...readOnly])],
    stdin: JSON.stringify(plan),
    timeoutMs: wallSeconds * 1000 + 2 * plan.startTimeoutMs,
    maxOutputBytes: 256 * 1024 * 1024,
    maxMemoryBytes: 8 * 1024 ** 3,
    maxProcesses: 1024,
    signal,
  });
  const { isWhole, ...output } = parseLoadGeneratorLines(result.stdout);
  return {
    plan: planMeasurement(maxSeconds),
    seed,
    requests: requests.map(({ method, path, file, line }) => ({ method, path, file, line })),
    ...output,
    brokeOff: isWhole ? null : describeBreak(result),
  };
};

const createPlan = (options: MeasureOptions, seed: number): LoadGeneratorPlan => ({
  servers: options.servers,
  ready: options.ready,
  requests: options.requests,
  measurement: planMeasurement(options.maxSeconds),
  limits: options.limits,
  isNew: options.isNew,
  seed,
  walls: options.walls,
  startTimeoutMs: options.startTimeoutMs ?? defaultStartTimeoutMs,
  requestTimeoutMs,
  wallMs: options.wallSeconds * 1000,
});

const describeBreak = ({ stopped, exitCode, stderr }: SandboxResult): string => {
  const why = {
    timeout: 'took longer than its time limit',
    memory: 'held more memory than its limit',
    processes: 'started more processes than its limit',
    cancelled: 'was cancelled',
  };
  if (stopped !== null) return `the measurement ${why[stopped]}`;
  return `the load generator ended with exit code ${exitCode ?? 'unknown'}: ${stderr.trim().split('\n').slice(-4).join(' | ')}`;
};
