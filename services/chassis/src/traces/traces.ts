/** What a hop passes to the next: W3C Trace Context (https://www.w3.org/TR/trace-context/). */
export type TraceHeaders = { readonly traceparent?: string; readonly tracestate?: string };

/** What a span is told when it ends: numbers and fixed words, never ids of people or bodies. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** How a span ended; `error` names what went wrong by its code. */
export type SpanEnd = { readonly attributes?: SpanAttributes; readonly error?: string };

/** A span that has begun. What runs in `run`, and what that awaits, belongs to it. */
export type OpenSpan = {
  readonly run: <Value>(work: () => Value) => Value;
  readonly end: (end?: SpanEnd) => void;
};

export type SpanStart =
  | { readonly kind: 'server'; readonly name: string; readonly parent: TraceHeaders }
  | { readonly kind: 'client' | 'internal'; readonly name: string };

/** The traces of one service. Without an exporter they only pass on what callers sent, and open no spans of their own. */
export type Traces = {
  /** `undefined` where there is nothing to record and nothing to pass on. */
  readonly open: (start: SpanStart) => OpenSpan | undefined;
  /** What a call made now must carry. */
  readonly headers: () => TraceHeaders;
  /** Sends what is recorded and ends. */
  readonly close: () => Promise<void>;
};

/** Runs work in a span of its own when traces are recorded; the span ends with it, and says when it failed. */
export const inSpan = async <Value>(traces: Traces, name: string, work: () => Promise<Value>): Promise<Value> => {
  const span = traces.open({ kind: 'internal', name });
  if (!span) return work();
  try {
    const value = await span.run(work);
    span.end();
    return value;
  } catch (error) {
    span.end({ error: error instanceof Error ? error.name : 'thrown' });
    throw error;
  }
};
