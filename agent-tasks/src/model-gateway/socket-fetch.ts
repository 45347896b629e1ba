import { Agent, fetch as undiciFetch, type RequestInit } from 'undici';

/**
 * A `fetch` whose every connection goes to a unix socket, whatever host the URL names: how a process without network
 * reaches the model gateway. `silenceMs` is the longest pause within an answer before it counts as broken.
 */
export const createSocketFetch = (socketPath: string, silenceMs: number): typeof globalThis.fetch => {
  const dispatcher = new Agent({ connect: { socketPath }, headersTimeout: 0, bodyTimeout: silenceMs });
  // undici's own types differ from the global ones by name only.
  return ((url: string, init?: RequestInit) =>
    undiciFetch(url, { ...init, dispatcher })) as unknown as typeof globalThis.fetch;
};
