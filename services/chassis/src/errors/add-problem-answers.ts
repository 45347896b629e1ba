import type { FastifyInstance } from 'fastify';
import type { ErrorCatalogue } from './error-catalogue.ts';
import { problemMediaType, problemOf, problemOfThrown } from './problem.ts';

/** Answers every failure as a coded problem. A 5xx that is not in the catalogue is logged with its stack; a 4xx never is. */
export const addProblemAnswers = (app: FastifyInstance, catalogue: ErrorCatalogue): void => {
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOfThrown(catalogue, error);
    if (problem.code === 'service/internal')
      request.log.error({ err: error, route: request.routeOptions.url }, 'a request failed');
    return reply.code(problem.status).type(problemMediaType).send(problem);
  });
  app.setNotFoundHandler((_request, reply) => {
    const problem = problemOf(catalogue, 'request/unknown-route');
    return reply.code(problem.status).type(problemMediaType).send(problem);
  });
};
