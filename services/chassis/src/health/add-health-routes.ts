import type { FastifyInstance } from 'fastify';
import { ServiceError } from '../errors/service-error.ts';

/** Says whether a service may take traffic now; asked by every probe. */
export type ReadinessCheck = () => boolean | Promise<boolean>;

/** Turns readiness off for good, so that the load balancer stops sending before the service closes. */
export type Health = { readonly startDraining: () => void; readonly isDraining: () => boolean };

/**
 * `/livez` answers while the process lives; `/readyz` answers 200 only when ready and not draining. While it drains every
 * answer closes its connection, so that callers who keep theirs open go elsewhere before the port closes.
 */
export const addHealthRoutes = (app: FastifyInstance, isReady: ReadinessCheck): Health => {
  let isDraining = false;
  app.addHook('onRequest', (_request, reply, done) => {
    if (isDraining) reply.header('connection', 'close');
    done();
  });
  app.get('/livez', { schema: { hide: true } }, () => ({ status: 'alive' }));
  app.get('/readyz', { schema: { hide: true } }, async () => {
    if (isDraining) throw new ServiceError('service/not-ready', 'draining');
    if (!(await isReady())) throw new ServiceError('service/not-ready', 'a dependency is not ready yet');
    return { status: 'ready' };
  });
  return {
    startDraining: () => {
      isDraining = true;
    },
    isDraining: () => isDraining,
  };
};
