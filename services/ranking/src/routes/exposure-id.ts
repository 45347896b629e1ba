import { randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';

/** The answer's header by which what the listener did is joined with what was shown. */
export const exposureIdHeader = 'x-exposure-id';

/** A new exposure id, on its way in the answer's header: the body stays the same for the same request. */
export const sendExposureId = (reply: Pick<FastifyReply, 'header'>): string => {
  const id = randomUUID();
  reply.header(exposureIdHeader, id);
  return id;
};
