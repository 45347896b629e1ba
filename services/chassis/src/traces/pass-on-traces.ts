import { AsyncLocalStorage } from 'node:async_hooks';
import type { TraceHeaders, Traces } from './traces.ts';

const traceparentPattern = /^[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The trace headers of a request; none when they are malformed, as the standard wants it. */
export const readTraceHeaders = (headers: Readonly<Record<string, string | string[] | undefined>>): TraceHeaders => {
  const { traceparent, tracestate } = headers;
  if (typeof traceparent !== 'string' || !traceparentPattern.test(traceparent)) return {};
  const isStateKept = typeof tracestate === 'string' && tracestate.length <= 512;
  return isStateKept ? { traceparent, tracestate } : { traceparent };
};

/** Traces that record nothing: a caller's trace goes on to the services behind this one, unbroken. Costs nothing without. */
export const createPassOnTraces = (): Traces => {
  const current = new AsyncLocalStorage<TraceHeaders>();
  return {
    open: (start) => {
      if (start.kind !== 'server' || start.parent.traceparent === undefined) return undefined;
      const { parent } = start;
      return { run: (work) => current.run(parent, work), end: () => undefined };
    },
    headers: () => current.getStore() ?? noHeaders,
    close: () => Promise.resolve(),
  };
};

const noHeaders: TraceHeaders = {};
