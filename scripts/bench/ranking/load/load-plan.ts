/** One load to put on a service. */
export type LoadPlan = {
  /** One address; several are balanced by the generated client of ranking, which also tries again. */
  readonly urls: readonly string[];
  readonly path: string;
  /** JSON texts, sent in turn. */
  readonly bodies: readonly string[];
  /** The deadline that each request carries, counted from the time at which it was due. */
  readonly budgetMs: number;
  readonly seed: number;
  readonly shape: LoadShape;
};

/**
 * `open`: requests come when they come, whatever the service does (Poisson), so a slow answer makes no other request late.
 * `closed`: each of `concurrency` callers sends its next request when it has its answer: the way to find capacity.
 */
export type LoadShape =
  | { readonly kind: 'open'; readonly phases: readonly Phase[] }
  | { readonly kind: 'closed'; readonly concurrency: number; readonly seconds: number };

/** A rate for some time; phases follow each other without a pause. */
export type Phase = { readonly seconds: number; readonly perSecond: number };

/** What became of one request. */
export type Shot = {
  /** When it was due, in milliseconds from the start of the load. */
  readonly dueMs: number;
  readonly sentMs: number;
  readonly doneMs: number;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** What the answer says of its degradation. */
  readonly level?: string | undefined;
  /** The error code of the service, or of the network. */
  readonly code?: string | undefined;
};

/** What became of all requests of a load. */
export type LoadResult = LoadCounts & {
  /** The same for the requests that were due in each phase of an open load. */
  readonly phases: readonly LoadCounts[];
  /** Slices of 100 ms by due time, for what happens over time. */
  readonly slices: readonly LoadSlice[];
};

export type LoadCounts = {
  /** How long requests were sent. */
  readonly seconds: number;
  readonly sent: number;
  /** Answered 200 before the deadline. */
  readonly inTime: number;
  /** Answered 200 after it. */
  readonly late: number;
  /** Answered with a coded error that says that there was no room or no time. */
  readonly refused: number;
  /** Anything else: no answer, another error. */
  readonly failed: number;
  /** How many answers said which degradation. */
  readonly levels: Readonly<Record<string, number>>;
  readonly codes: Readonly<Record<string, number>>;
  /** Of answers 200: the middle from when they were sent, the rest from when they were due. NaN of none. */
  readonly latencyMs: {
    readonly p50: number;
    readonly p95: number;
    readonly p99: number;
    readonly p999: number;
    readonly max: number;
  };
};

export type LoadSlice = {
  readonly sent: number;
  readonly inTime: number;
  readonly late: number;
  readonly refused: number;
  readonly failed: number;
  readonly degraded: number;
};

/** The length of a slice. */
export const sliceMs = 100;
