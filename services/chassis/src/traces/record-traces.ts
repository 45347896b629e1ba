import { AsyncLocalStorage } from 'node:async_hooks';
import {
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  ParentBasedSampler,
  TracerProvider,
  TraceIdRatioBasedSampler,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import type { OpenSpan, SpanEnd, SpanStart, TraceHeaders, Traces } from './traces.ts';

export type RecordTracesOptions = {
  readonly service: string;
  /** The share of traces that begin here and are recorded, from 0 to 1; a caller's decision is kept. */
  readonly sampleRatio: number;
  readonly processors: SpanProcessor[];
};

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const;

/** Traces that record spans with OpenTelemetry and hand them to processors. Nothing global is set: services may share a process. */
export const createRecordTraces = ({ service, sampleRatio, processors }: RecordTracesOptions): Traces => {
  const current = new AsyncLocalStorage<Context>();
  const propagator = new W3CTraceContextPropagator();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sampleRatio) }),
    spanProcessors: processors,
  });
  const tracer = provider.getTracer('@interlock-dev/chassis');
  const parentOf = (start: SpanStart): Context =>
    start.kind === 'server'
      ? propagator.extract(ROOT_CONTEXT, start.parent, defaultTextMapGetter)
      : (current.getStore() ?? ROOT_CONTEXT);
  return {
    open: (start): OpenSpan => {
      const parent = parentOf(start);
      const span = tracer.startSpan(start.name, { kind: kinds[start.kind] }, parent);
      const context = trace.setSpan(parent, span);
      return {
        run: (work) => current.run(context, work),
        end: ({ attributes, error }: SpanEnd = {}) => {
          if (attributes) span.setAttributes(attributes);
          if (error !== undefined) span.setAttribute('error.type', error).setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    headers: (): TraceHeaders => {
      const headers: Record<string, string> = {};
      propagator.inject(current.getStore() ?? ROOT_CONTEXT, headers, defaultTextMapSetter);
      return headers;
    },
    // Spans that no collector takes any more are lost, and a service ends all the same.
    close: async () => {
      await Promise.allSettled([provider.shutdown()]);
    },
  };
};
