import type { FastifyInstance } from 'fastify';
import { readTraceHeaders } from './pass-on-traces.ts';
import type { OpenSpan, Traces } from './traces.ts';

/**
 * Gives every request a span, child of its caller's, named by the route template. The handler runs in it, so that what it
 * calls belongs to the same trace.
 */
export const addRequestSpans = (app: FastifyInstance, traces: Traces): void => {
  app.decorateRequest('span', null);
  app.addHook('onRequest', (request, _reply, done) => {
    const { method, routeOptions } = request;
    const name = `${method} ${routeOptions.url ?? 'unknown'}`;
    const span = traces.open({ kind: 'server', name, parent: readTraceHeaders(request.headers) });
    if (span) request.setDecorator('span', span);
    done();
  });
  // Only now: the body comes in on the socket's own asynchronous context.
  app.addHook('preValidation', (request, _reply, done) => {
    const span = request.getDecorator<OpenSpan | null>('span');
    if (span) span.run(done);
    else done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { statusCode } = reply;
    request.getDecorator<OpenSpan | null>('span')?.end({
      attributes: {
        'http.request.method': request.method,
        'http.route': request.routeOptions.url ?? 'unknown',
        'http.response.status_code': statusCode,
      },
      ...(statusCode >= 500 ? { error: String(statusCode) } : {}),
    });
    done();
  });
};
