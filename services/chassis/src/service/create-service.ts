import type { IncomingMessage, ServerResponse } from 'node:http';
import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance, type RawServerDefault } from 'fastify';
import type { DeadlineLimits } from '../deadline/deadline.ts';
import { addDeadlines } from '../deadline/add-deadlines.ts';
import { addProblemAnswers } from '../errors/add-problem-answers.ts';
import { chassisErrors, type ErrorCatalogue } from '../errors/error-catalogue.ts';
import { errorCodeKeyword } from '../errors/problem.ts';
import { addHealthRoutes, type Health, type ReadinessCheck } from '../health/add-health-routes.ts';
import { addRequestMetrics } from '../metrics/add-request-metrics.ts';
import type { Metrics } from '../metrics/create-metrics.ts';
import { addLoadShedding, type SheddingLimits } from '../shedding/add-load-shedding.ts';
import { addRequestSpans } from '../traces/add-request-spans.ts';
import { createPassOnTraces } from '../traces/pass-on-traces.ts';
import type { Traces } from '../traces/traces.ts';

/** Fastify whose handlers get their types from the TypeBox schemas of the route. */
export type HttpApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export type ServiceOptions = {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** The service's own errors; those of the chassis are added. */
  readonly errors: ErrorCatalogue;
  readonly bodyLimitBytes: number;
  readonly deadlines: DeadlineLimits;
  readonly logger: FastifyBaseLogger;
  readonly metrics: Metrics;
  /** Passed on, and not recorded, unless given. */
  readonly traces?: Traces;
  readonly shedding?: SheddingLimits;
  readonly isReady?: ReadinessCheck;
  readonly now?: () => number;
};

/** A service that answers but does not listen yet: routes are added to `app`, `runService` opens the port. */
export type Service = { readonly name: string; readonly app: HttpApp; readonly health: Health };

/**
 * An HTTP service with what every service here shares: strict validation, coded problems, one deadline a request,
 * metrics, traces, load shedding, health and an OpenAPI 3.1 document.
 */
export const createService = async (options: ServiceOptions): Promise<Service> => {
  const now = options.now ?? Date.now;
  const app: HttpApp = fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: options.bodyLimitBytes,
    ajv: { customOptions: strictValidation },
    requestTimeout: slowestSenderMs,
    http: { headersTimeout: slowestSenderMs },
    // What came in on an open connection is answered, and the connection then closed.
    return503OnClosing: false,
  }).withTypeProvider<TypeBoxTypeProvider>();
  const { name, version, description } = options;
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: name, version, description } } });
  addProblemAnswers(app, { ...chassisErrors, ...options.errors });
  const health = addHealthRoutes(app, options.isReady ?? (() => true));
  addRequestMetrics(app, options.metrics, now);
  const { deadlines, metrics } = options;
  await addLoadShedding(app, { limits: options.shedding ?? {}, deadlines, metrics, now });
  addRequestSpans(app, options.traces ?? createPassOnTraces());
  addDeadlines(app, { limits: deadlines, now });
  return { name, app, health };
};

/** The OpenAPI 3.1 document of a service, as its `openapi.json` must hold it. */
export const emitOpenApi = async ({ app }: Service): Promise<string> => {
  await app.ready();
  return `${JSON.stringify(app.swagger(), null, 2)}\n`;
};

// A sender that takes longer than any deadline holds a connection for nothing.
const slowestSenderMs = 10_000;

// Fastify's defaults turn "1" into 1 and drop unknown properties: a caller's mistake would pass unseen.
const strictValidation = {
  coerceTypes: false,
  removeAdditional: false,
  verbose: true,
  keywords: [errorCodeKeyword],
};
