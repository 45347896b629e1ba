import { getHeapStatistics } from 'node:v8';
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { decideDeadline, deadlineHeader, type DeadlineLimits } from '../deadline/deadline.ts';
import { chassisErrors } from '../errors/error-catalogue.ts';
import { problemMediaType, problemOf } from '../errors/problem.ts';
import type { Metrics } from '../metrics/create-metrics.ts';
import { createAdmission, readProcessBusy, type Admission, type Refusal } from './admission.ts';

/** When a service refuses load. What is left out has a default. */
export type SheddingLimits = {
  /** The most requests in flight; 1,000 by default. */
  readonly maxInFlight?: number;
  /** Refuses while the event loop came round this late, on average of a second; 1,000 ms by default. */
  readonly maxEventLoopDelayMs?: number;
  /** The share of the heap that V8 may use, 0.9 by default. */
  readonly maxHeapShare?: number;
};

export type SheddingOptions = {
  readonly limits: SheddingLimits;
  readonly deadlines: DeadlineLimits;
  readonly metrics: Metrics;
  readonly now: () => number;
};

/**
 * Refuses what could not be answered in time, before its body is read: 503 `service/overloaded` with `retry-after`, or 504
 * when its deadline has passed already. The
 * routes of health and metrics are always answered. Utilisation of the event loop is no reason: a process that is busy all
 * the time may still answer in time, and refusing for it has taken whole services down.
 */
export const addLoadShedding = async (app: FastifyInstance, options: SheddingOptions): Promise<void> => {
  const { limits, metrics } = options;
  const refusals = metrics.counter({
    name: 'http_requests_shed_total',
    help: 'Requests refused to take load off the service, by why.',
    labels: { cause: ['full', 'no-time', 'pressure'] },
  });
  const admission = createAdmission({
    maxInFlight: limits.maxInFlight ?? 1000,
    reserveMs: options.deadlines.defaultMs * reservedShare,
    steadyNow: () => performance.now(),
    readBusy: readProcessBusy,
  });
  const refuse = (reply: FastifyReply, cause: Refusal | 'pressure'): FastifyReply => {
    refusals.increment({ cause });
    return sendProblem(reply.header('retry-after', '1'), 503, overloaded);
  };
  metrics.gauge({ name: 'http_answer_cost_ms', help: 'Busy time an answer.', read: () => admission.estimate().costMs });
  addAdmission(app, { ...options, admission, refuse });
  await app.register(underPressure, {
    maxEventLoopDelay: limits.maxEventLoopDelayMs ?? 1000,
    maxHeapUsedBytes: (limits.maxHeapShare ?? 0.9) * getHeapStatistics().heap_size_limit,
    pressureHandler: async (request, reply) => {
      if (isSheddable(request)) await refuse(reply, 'pressure');
    },
  });
};

type AdmissionParts = SheddingOptions & {
  readonly admission: Admission;
  readonly refuse: (reply: FastifyReply, cause: Refusal) => FastifyReply;
};

const addAdmission = (app: FastifyInstance, { admission, refuse, deadlines, now }: AdmissionParts): void => {
  app.addHook('onRequest', (request, reply, done) => {
    const decision = decideDeadline(request.headers[deadlineHeader]?.toString(), now(), deadlines);
    if (!decision.ok && decision.reason === 'exceeded') {
      sendProblem(reply, 504, exceeded);
      return;
    }
    if (!isSheddable(request) || !decision.ok) {
      done();
      return;
    }
    const refused = admission.tryEnter(decision.deadlineMs - now());
    if (refused) {
      refuse(reply, refused);
      return;
    }
    // Not onResponse: a connection that breaks ends a request without an answer.
    reply.raw.once('close', () => admission.leave(now() > decision.deadlineMs));
    done();
  });
};

const reservedShare = 0.1;

const alwaysAnswered = new Set(['/livez', '/readyz', '/metrics']);

const isSheddable = ({ routeOptions }: FastifyRequest): boolean => !alwaysAnswered.has(routeOptions.url ?? '');

const sendProblem = (reply: FastifyReply, status: number, text: string): FastifyReply =>
  reply.code(status).type(problemMediaType).send(text);

// Made once, and not thrown: under load a refusal must cost next to nothing.
const overloaded = JSON.stringify(
  problemOf(chassisErrors, 'service/overloaded', 'it could not be answered in time; try another replica or later'),
);
const exceeded = JSON.stringify(
  problemOf(chassisErrors, 'request/deadline-exceeded', `the deadline in ${deadlineHeader} had passed on arrival`),
);
