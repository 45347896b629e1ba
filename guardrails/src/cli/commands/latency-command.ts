import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { latencyReport } from '../../catalog/latency/measure-latency.ts';
import { toolRoots } from '../../check/tool-roots.ts';
import { ConfigurationError } from '../../errors.ts';
import type { Format } from '../../report/format-report.ts';
import { probeSandbox } from '../../sandbox/probe-sandbox.ts';
import { runInSandbox } from '../../sandbox/run-in-sandbox.ts';
import { createProgress } from '../create-progress.ts';
import type { ExitCode } from '../run-command.ts';
import { writeReport } from '../write-report.ts';

/** Options of `interlock latency`, as commander gives them. */
export type LatencyCommandOptions = {
  readonly base: string;
  readonly head: string;
  readonly request: readonly string[];
  readonly budget?: Readonly<Record<string, string>>;
  readonly maxRegression?: Readonly<Record<string, string>>;
  readonly maxSeconds?: number;
  readonly format: Format;
};

/** `interlock latency`: measures two servers side by side, inside walls. */
export const latencyCommand = async (options: LatencyCommandOptions, signal: AbortSignal): Promise<ExitCode> => {
  const missing = await probeSandbox();
  if (missing !== null) throw new ConfigurationError(missing);
  const { base, head, request, budget = {}, maxRegression = {}, maxSeconds, format } = options;
  const readOnly = toolRoots();
  const progress = createProgress(process.stderr);
  progress.onEvent({ type: 'guardrail-started', id: 'latency' });
  const report = await latencyReport({
    base,
    head,
    requestFiles: request,
    budgets: budget,
    maxRegression,
    ...(maxSeconds === undefined ? {} : { maxSeconds }),
    cwd: process.cwd(),
    readText,
    run: (command) => runInSandbox({ ...command, readOnly: [...(command.readOnly ?? []), ...readOnly] }),
    signal,
  }).finally(progress.end);
  signal.throwIfAborted();
  return writeReport(report, { format, title: `${base} beside ${head}` });
};

const readText = (path: string): Promise<string | null> =>
  readFile(resolve(path), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new ConfigurationError(`--request ${path} cannot be read: name a file of requests.`, { cause: error });
  });
