import { ConfigurationError } from '../../errors.ts';
import { createFinding, type CollectContext } from '../../guardrail.ts';
import type { Report } from '../../report/report.ts';
import { judgeService } from './judge-service.ts';
import type { ServiceEvidence } from './latency-evidence.ts';
import { latencyMessages } from './latency-messages.ts';
import { parseLimits, type Limits, type WrittenLimits } from './limits.ts';
import type { LoadGeneratorPlan } from './load-generator-plan.ts';
import { measureConfirmed } from './measure-confirmed.ts';
import { readRequests } from './read-requests.ts';

/** Two commands that serve HTTP, and how to compare them. */
export type LatencyOptions = WrittenLimits & {
  /** Shell commands that serve HTTP on 127.0.0.1:$PORT, run in `cwd`. */
  readonly base: string;
  readonly head: string;
  readonly requestFiles: readonly string[];
  /** Most seconds of measured traffic. Default 20. */
  readonly maxSeconds?: number;
  /** Path that answers 200 once the server is ready. Default: any answer counts. */
  readonly ready?: string | null;
  /** Most milliseconds until both are ready. Default 20 s. */
  readonly startTimeoutMs?: number;
  /** Absolute; shown to both commands, read-only. */
  readonly cwd: string;
  /** Absolute folders that the commands also need to see. */
  readonly readOnly?: readonly string[];
  readonly walls?: LoadGeneratorPlan['walls'];
  /** Reads a request file as named in `requestFiles`; null where there is none. */
  readonly readText: (path: string) => Promise<string | null>;
  readonly run: CollectContext['run'];
  readonly signal: AbortSignal;
};

const defaultMaxSeconds = 20;

/**
 * Measures two HTTP commands side by side. Throws {@link ConfigurationError} on a limit or a request file that is not one;
 * all else that goes wrong is in the evidence.
 */
export const measureLatency = async (options: LatencyOptions): Promise<ServiceEvidence> => {
  const { base, head, cwd, readOnly = [], maxSeconds = defaultMaxSeconds, ready = null } = options;
  if (!(maxSeconds >= 1 && maxSeconds <= 3600))
    throw new ConfigurationError(`--max-seconds: ${maxSeconds} is not between 1 and 3600.`);
  const limits = parseLimits(options);
  const read = await readRequests(options.requestFiles, options.readText);
  if ('reason' in read) throw new ConfigurationError(`--request: ${read.reason}`);
  const measurement = await measureConfirmed({
    servers: { base: { command: base, cwd, readOnly }, head: { command: head, cwd, readOnly } },
    ready,
    requests: read.requests,
    limits,
    isNew: false,
    maxSeconds,
    wallSeconds: 4 * maxSeconds + 60,
    ...(options.startTimeoutMs === undefined ? {} : { startTimeoutMs: options.startTimeoutMs }),
    walls: options.walls ?? 'bubblewrap',
    run: options.run,
    signal: options.signal,
  });
  return { service: 'service', isNew: false, measurement };
};

/** Measures as {@link measureLatency} and answers the report of `interlock latency`. */
export const latencyReport = async (options: LatencyOptions): Promise<Report> => {
  const startedMs = performance.now();
  const evidence = await measureLatency(options);
  return reportEvidence(evidence, {
    ...options,
    limits: parseLimits(options),
    durationMs: performance.now() - startedMs,
  });
};

type Reported = Pick<LatencyOptions, 'base' | 'head'> & { readonly limits: Limits; readonly durationMs: number };

const reportEvidence = (evidence: ServiceEvidence, { base, head, limits, durationMs }: Reported): Report => {
  const { verdict, reason, drafts } = judgeService(evidence, limits);
  const findings = drafts.map((draft) => {
    const finding = createFinding(draft);
    return { ...finding, message: latencyMessages[finding.code]?.(finding.data) ?? finding.code };
  });
  return {
    schema: 'interlock.report/1',
    base,
    head,
    mergeBase: base,
    verdict,
    guardrails: [{ id: 'latency', verdict, durationMs, reason, cached: false, findings }],
    notChecked: [],
  };
};
