import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ServiceError } from '../errors/service-error.ts';
import { deadlineHeader, decideDeadline, type DeadlineLimits } from './deadline.ts';

export type DeadlinePluginOptions = { readonly limits: DeadlineLimits; readonly now: () => number };

/** The absolute deadline of a request in Unix milliseconds; decided before its body is read. */
export const deadlineOf = (request: FastifyRequest): number => request.getDecorator<number>('deadlineMs');

/** Gives every request one deadline, and refuses those whose deadline has passed before any work is done. */
export const addDeadlines = (app: FastifyInstance, { limits, now }: DeadlinePluginOptions): void => {
  app.decorateRequest('deadlineMs', 0);
  app.addHook('onRequest', async (request) => {
    const header = request.headers[deadlineHeader];
    const decision = decideDeadline(Array.isArray(header) ? header.join() : header, now(), limits);
    if (decision.ok) request.setDecorator('deadlineMs', decision.deadlineMs);
    else throw decision.reason === 'exceeded' ? exceeded() : malformed();
    return Promise.resolve();
  });
};

const exceeded = (): ServiceError =>
  new ServiceError('request/deadline-exceeded', `the deadline in ${deadlineHeader} had passed on arrival`);

const malformed = (): ServiceError =>
  new ServiceError('request/malformed-deadline', `${deadlineHeader} must be Unix milliseconds in digits`);
