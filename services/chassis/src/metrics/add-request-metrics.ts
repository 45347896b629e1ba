import type { FastifyInstance, FastifyRequest } from 'fastify';
import { deadlineOf } from '../deadline/add-deadlines.ts';
import type { Metrics } from './create-metrics.ts';

/**
 * Times every request by method, route template and status class, counts answers that came after their deadline, and
 * serves it all at `/metrics`. The route is its template (`/v1/x/:id`), so that ids never become label values.
 */
export const addRequestMetrics = (app: FastifyInstance, metrics: Metrics, now: () => number): void => {
  const observe = metrics.histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request line to the end of the answer.',
    labelNames: ['method', 'route', 'status'],
  });
  const late = metrics.counter({
    name: 'http_answers_after_deadline_total',
    help: 'Answers that were sent after the deadline of their request.',
    labels: { status: statusClasses },
  });

  app.addHook('onResponse', async (request, reply) => {
    const status = statusClass(reply.statusCode);
    observe({ method: methodLabel(request), route: routeLabel(request), status }, reply.elapsedTime / 1000);
    if (deadlineOf(request) > 0 && now() > deadlineOf(request)) late.increment({ status });
    request.log.debug(
      { route: routeLabel(request), statusCode: reply.statusCode, durationMs: reply.elapsedTime },
      'answered',
    );
    return Promise.resolve();
  });

  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
};

const statusClasses = ['1xx', '2xx', '3xx', '4xx', '5xx'] as const;

const statusClass = (statusCode: number): (typeof statusClasses)[number] =>
  statusClasses[Math.floor(statusCode / 100) - 1] ?? '5xx';

const routeLabel = (request: FastifyRequest): string => request.routeOptions.url ?? 'unknown';

const methodLabel = (request: FastifyRequest): string =>
  request.routeOptions.url === undefined ? 'any' : request.method;
