import type { IncomingMessage } from 'node:http';

/** Most that a request may hold: the limit of the Messages API, 32 MiB. */
export const maxBodyBytes = 32 * 1024 * 1024;

/** Reads a request's body, or null when it is over the cap; then the rest is not read. */
export const readBody = async (request: IncomingMessage, maxBytes = maxBodyBytes): Promise<Buffer | null> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
