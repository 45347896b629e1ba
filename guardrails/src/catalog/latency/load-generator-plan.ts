import type { MeasurementPlan, ServiceRequest, Side } from './latency-evidence.ts';
import type { Limits } from './limits.ts';

/** How to start one version of the service. */
export type ServerCommand = {
  /** Run by the shell. */
  readonly command: string;
  /** Absolute. */
  readonly cwd: string;
  /** Absolute folders that the command also needs to see. */
  readonly readOnly: readonly string[];
};

/** What the load generator reads from its standard input. */
export type LoadGeneratorPlan = {
  readonly servers: Readonly<Record<Side, ServerCommand>>;
  /** Path that answers 200 once the server is ready; null: any answer to anything will do. */
  readonly ready: string | null;
  readonly requests: readonly ServiceRequest[];
  readonly measurement: MeasurementPlan;
  readonly limits: Limits;
  readonly isNew: boolean;
  readonly seed: number;
  readonly walls: 'bubblewrap' | 'ephemeral-runner';
  readonly startTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** No block starts that might not end by then, counted from the generator's start. */
  readonly wallMs: number;
};
