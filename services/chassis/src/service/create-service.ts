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
  readonly isReady?: ReadinessCheck;
  readonly now?: () => number;
};

/** A service that answers but does not listen yet: routes are added to `app`, `runService` opens the port. */
export type Service = { readonly name: string; readonly app: HttpApp; readonly health: Health };

/**
 * An HTTP service with what every service here shares: strict validation, coded problems, one deadline a request,
 * metrics, health and an OpenAPI 3.1 document.
 */
export const createService = async (options: ServiceOptions): Promise<Service> => {
  const now = options.now ?? Date.now;
  const app: HttpApp = fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: options.bodyLimitBytes,
    ajv: { customOptions: strictValidation },
  }).withTypeProvider<TypeBoxTypeProvider>();
  const { name, version, description } = options;
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: name, version, description } } });
  addProblemAnswers(app, { ...chassisErrors, ...options.errors });
  addDeadlines(app, { limits: options.deadlines, now });
  addRequestMetrics(app, options.metrics, now);
  return { name, app, health: addHealthRoutes(app, options.isReady ?? (() => true)) };
};

/** The OpenAPI 3.1 document of a service, as its `openapi.json` must hold it. */
export const emitOpenApi = async ({ app }: Service): Promise<string> => {
  await app.ready();
  return `${JSON.stringify(app.swagger(), null, 2)}\n`;
};

// Fastify's defaults turn "1" into 1 and drop unknown properties: a caller's mistake would pass unseen.
const strictValidation = {
  coerceTypes: false,
  removeAdditional: false,
  verbose: true,
  keywords: [errorCodeKeyword],
};
