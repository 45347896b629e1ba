/** The two versions that run beside each other. */
export type Side = 'base' | 'head';

/** One request of a request file. */
export type ServiceRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As it goes over the wire; null for none. */
  readonly body: string | null;
  readonly weight: number;
  /** Where it stands, for messages. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
};

/** What a request is called in evidence and messages. */
export type RequestName = Pick<ServiceRequest, 'method' | 'path' | 'file' | 'line'>;

/** One request sent to both sides, as a short array because there are thousands. Times in µs; status 0: no answer. */
export type Pair = readonly [
  request: number,
  /** From the moment it was really sent to the last byte. */
  baseUs: number,
  headUs: number,
  /** The same, and what the sender was held up beyond a timer's usual lateness (2 ms): what a user would have waited. */
  baseIntendedUs: number,
  headIntendedUs: number,
  baseStatus: number,
  headStatus: number,
];

/** A fresh start of both servers and the pairs measured on it. */
export type Block = {
  readonly startUpMs: Readonly<Record<Side, number>>;
  /** Distance between two pairs. */
  readonly intervalMs: number;
  /** Length of the measured traffic. */
  readonly seconds: number;
  readonly pairs: readonly Pair[];
};

/** What one side said to a request before measuring began. */
export type Answer = {
  /** 0: no answer. */
  readonly status: number;
  /** Each place of a JSON body and the type there, sorted; null where the body is not JSON. */
  readonly shape: readonly string[] | null;
};

/** A server that did not get ready or did not live. */
export type ServerFailure = {
  readonly side: Side;
  readonly stage: 'start' | 'measure';
  readonly why: string;
  /** The last lines that it printed. */
  readonly lastLines: readonly string[];
};

/** How long to measure and in what portions. */
export type MeasurementPlan = {
  readonly blockSeconds: number;
  /** Most blocks; at least 3. */
  readonly maxBlocks: number;
};

/** What was seen of one service. */
export type Measurement = {
  readonly plan: MeasurementPlan;
  readonly seed: number;
  readonly requests: readonly RequestName[];
  /** One for each of `requests` that was asked beforehand. */
  readonly answers: readonly Readonly<Record<Side, Answer>>[];
  readonly blocks: readonly Block[];
  readonly failures: readonly ServerFailure[];
  /** Why the measurement broke off other than by a server's fault; null when it did not. */
  readonly brokeOff: string | null;
};

/** One service that the change can reach. */
export type ServiceEvidence = {
  readonly service: string;
  /** True when base has no such service: head was measured beside itself, for its budgets only. */
  readonly isNew: boolean;
  /** Null for a new service without budgets: there was nothing to measure. */
  readonly measurement: Measurement | null;
};

/** Evidence of the `latency` guardrail. */
export type LatencyEvidence = {
  readonly services: readonly ServiceEvidence[];
  /** Configured services that the change cannot reach. */
  readonly unreached: readonly string[];
};
