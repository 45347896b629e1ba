import { InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { SpanKind } from '@opentelemetry/api';
import { Type } from 'typebox';
import { afterEach, expect, test } from 'vitest';
import { createClient } from '../client/create-client.ts';
import { createLogger } from '../logs/create-logger.ts';
import { createMetrics } from '../metrics/create-metrics.ts';
import { createService } from '../service/create-service.ts';
import { runService } from '../service/run-service.ts';
import { createPassOnTraces, readTraceHeaders } from './pass-on-traces.ts';
import { createRecordTraces } from './record-traces.ts';
import { inSpan, type Traces } from './traces.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const record = (service: string, sampleRatio = 1) => {
  const exporter = new InMemorySpanExporter();
  const traces = createRecordTraces({ service, sampleRatio, processors: [new SimpleSpanProcessor({ exporter })] });
  cleanups.push(() => traces.close());
  return { traces, spans: () => exporter.getFinishedSpans() };
};

/** A service whose only route answers the trace headers that it got, or asks the service behind it. */
const serve = async (name: string, traces: Traces, behind?: string): Promise<string> => {
  const service = await createService({
    ...{ name, version: '1', description: 'For tests.', errors: {}, bodyLimitBytes: 1000, traces },
    deadlines: { defaultMs: 10_000, maxMs: 10_000 },
    logger: createLogger({ service: name, level: 'silent' }),
    metrics: createMetrics(),
  });
  const client = behind === undefined ? undefined : createClient({ name: 'behind', baseUrl: behind, traces });
  const ask = client?.operation<object, object>({ method: 'POST', path: '/v1/x/1', isIdempotent: true, response: {} });
  service.app.post('/v1/x/:id', { schema: { body: Type.Object({}) } }, async (request) => {
    if (!ask) return { traceparent: request.headers.traceparent ?? null };
    const answer = await inSpan(traces, 'think', () => ask({}, Date.now() + 10_000));
    return answer.ok ? answer.value : { reason: answer.reason };
  });
  const running = await runService(service, { host: '127.0.0.1', port: 0, drainMs: 0 });
  cleanups.push(
    () => running.stop(),
    () => client?.close(),
  );
  return running.url;
};

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

const post = async (url: string, headers: Record<string, string> = { traceparent }) => {
  const answer = await fetch(`${url}/v1/x/4711`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{}',
  });
  return (await answer.json()) as { traceparent: string | null };
};

const idsOf = (span: ReadableSpan | undefined) => ({
  trace: span?.spanContext().traceId,
  span: span?.spanContext().spanId,
  parent: span?.parentSpanContext?.spanId,
});

test('A request through two services is one trace: each span is the child of the one that caused it', async () => {
  const [back, front] = [record('back'), record('front')];
  await post(await serve('front', front.traces, await serve('back', back.traces)));
  await expect.poll(() => [front.spans().length, back.spans().length]).toEqual([3, 1]);
  const [call, think, request] = front.spans().map(idsOf);
  const answer = idsOf(back.spans()[0]);
  expect([call?.trace, think?.trace, request?.trace, answer.trace]).toEqual(
    Array(4).fill('0af7651916cd43dd8448eb211c80319c'),
  );
  expect([request?.parent, think?.parent, call?.parent, answer.parent]).toEqual([
    'b7ad6b7169203331',
    request?.span,
    think?.span,
    call?.span,
  ]);
  expect(front.spans().map(({ kind }) => kind)).toEqual([SpanKind.CLIENT, SpanKind.INTERNAL, SpanKind.SERVER]);
});

test('A span is named by the route template and says the status; no id, body or address is in it', async () => {
  const { traces, spans } = record('one');
  await post(await serve('one', traces));
  await expect.poll(() => spans().length).toBe(1);
  expect(spans()[0]).toMatchObject({
    name: 'POST /v1/x/:id',
    attributes: { 'http.request.method': 'POST', 'http.route': '/v1/x/:id', 'http.response.status_code': 200 },
  });
  expect(Object.keys(spans()[0]?.attributes ?? {})).toHaveLength(3);
});

test('A call that fails ends its span with the reason', async () => {
  const { traces, spans } = record('front');
  await post(await serve('front', traces, 'http://127.0.0.1:1'));
  await expect.poll(() => spans().length).toBe(3);
  expect(spans()[0]?.attributes['error.type']).toBe('unreachable');
});

test('What a caller does not record is not recorded here, and what begins here is recorded by share', async () => {
  const { traces, spans } = record('one');
  const url = await serve('one', traces);
  await post(url, { traceparent: traceparent.replace(/01$/, '00') });
  const none = record('none', 0);
  await post(await serve('none', none.traces), {});
  expect([spans(), none.spans()]).toEqual([[], []]);
});

test('Without an exporter the trace of the caller is passed on as it came, and none is made up', async () => {
  const url = await serve('front', createPassOnTraces(), await serve('back', createPassOnTraces()));
  expect(await post(url)).toEqual({ traceparent });
  expect(await post(url, {})).toEqual({ traceparent: null });
});

test.each(['', '00-xyz', traceparent.slice(1), `00-${'0'.repeat(32)}-b7ad6b7169203331-01`, `${traceparent}-more`])(
  'The malformed traceparent "%s" is as none',
  (malformed) => {
    expect(readTraceHeaders({ traceparent: malformed, tracestate: 'a=1' })).toEqual({});
  },
);
