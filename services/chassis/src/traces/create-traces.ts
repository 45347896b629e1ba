import { createPassOnTraces } from './pass-on-traces.ts';
import type { Traces } from './traces.ts';

export type TracesOptions = {
  readonly service: string;
  /** Where an OpenTelemetry collector takes traces, e.g. `http://127.0.0.1:4318/v1/traces`; empty records none. */
  readonly otlpTracesUrl?: string;
  readonly traceSampleRatio?: number;
};

/**
 * The traces of a service: recorded and sent over OTLP when a collector is named, else passed on. OpenTelemetry is loaded
 * only then: it costs a start 0.3 s. Spans are sent in batches beside requests; when the collector is away they are dropped.
 */
export const createTraces = async ({
  service,
  otlpTracesUrl = '',
  traceSampleRatio = 1,
}: TracesOptions): Promise<Traces> => {
  if (otlpTracesUrl === '') return createPassOnTraces();
  const [{ OTLPTraceExporter }, { BatchSpanProcessor }, { createRecordTraces }] = await Promise.all([
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/sdk-trace'),
    import('./record-traces.ts'),
  ]);
  const exporter = new OTLPTraceExporter({ url: otlpTracesUrl, timeoutMillis: 5000 });
  return createRecordTraces({
    service,
    sampleRatio: traceSampleRatio,
    processors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: 5000 })],
  });
};
