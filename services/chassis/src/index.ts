export {
  ConfigurationError,
  environmentName,
  maskSecrets,
  readConfiguration,
} from './configuration/read-configuration.ts';
export { createClient } from './client/create-client.ts';
export type { Call, CallFailure, CallResult, Client, ClientOptions, Operation } from './client/create-client.ts';
export { renderClient, type OpenApiDocument } from './client/render-client.ts';
export { deadlineHeader, decideDeadline, remainingMs, type DeadlineLimits } from './deadline/deadline.ts';
export { deadlineOf } from './deadline/add-deadlines.ts';
export { chassisErrors, type ErrorCatalogue } from './errors/error-catalogue.ts';
export { parseDocumentedErrors } from './errors/documented-errors.ts';
export { errorCodeKeyword, Problem, problemMediaType } from './errors/problem.ts';
export { ServiceError } from './errors/service-error.ts';
export { createLogger } from './logs/create-logger.ts';
export { createMetrics, type BoundedCounter, type Metrics } from './metrics/create-metrics.ts';
export {
  createCircuitBreaker,
  type BreakerState,
  type CallOutcome,
  type CircuitBreaker,
} from './resilience/circuit-breaker.ts';
export { createRetryBudget, retryDelayMs, type RetryBudget } from './resilience/retry-budget.ts';
export type { SheddingLimits } from './shedding/add-load-shedding.ts';
export { serverSettings } from './service/server-settings.ts';
export { createTraces, type TracesOptions } from './traces/create-traces.ts';
export { createPassOnTraces } from './traces/pass-on-traces.ts';
export { inSpan, type OpenSpan, type SpanAttributes, type Traces } from './traces/traces.ts';
export { createService, emitOpenApi, type HttpApp, type Service } from './service/create-service.ts';
export { runMain } from './service/run-main.ts';
export { runService, stopWithProcess, type ListeningMessage, type RunningService } from './service/run-service.ts';
