import type { FastifyInstance } from 'fastify';

/** Knows when a service has nothing to answer. */
export type IdleMoments = {
  /** Resolves in a turn of the event loop in which no request is in flight. */
  readonly whenIdle: () => Promise<void>;
  readonly watch: (app: FastifyInstance) => void;
};

/** Counts requests in flight, from the first byte to the end of the answer or of the connection. */
export const createIdleMoments = (): IdleMoments => {
  let inFlight = 0;
  const waiting: (() => void)[] = [];
  const leave = (): void => {
    inFlight -= 1;
    if (inFlight === 0) waiting.splice(0).forEach((resume) => resume());
  };
  return {
    whenIdle: async () => {
      do {
        // A turn later even when idle: what came in meanwhile goes first.
        await new Promise(setImmediate);
        if (inFlight > 0) await new Promise<void>((resolve) => waiting.push(resolve));
      } while (inFlight > 0);
    },
    watch: (app) => {
      app.addHook('onRequest', (_request, reply, done) => {
        inFlight += 1;
        reply.raw.once('close', leave);
        done();
      });
    },
  };
};
