import type { IncomingHttpHeaders } from 'node:http';
import type { Upstream } from './upstream.ts';

type Headers = { readonly [name: string]: string | string[] | undefined };

/**
 * Headers for the provider: an allow-list of what the API reads, and the real key in place of whatever came in. No
 * compression, so that the meter can read the answer. Pure.
 */
export const requestHeaders = (incoming: IncomingHttpHeaders, upstream: Upstream): Record<string, string> => ({
  ...pick(incoming, (name) => name === 'anthropic-version' || name === 'anthropic-beta' || name === 'content-type'),
  'user-agent': 'interlock',
  accept: 'application/json, text/event-stream',
  'accept-encoding': 'identity',
  ...(upstream.apiKey === undefined ? {} : { 'x-api-key': upstream.apiKey }),
  ...(upstream.authToken === undefined ? {} : { authorization: `Bearer ${upstream.authToken}` }),
});

/** Headers for the job: what a client of the API acts on, and nothing of the connection or of cookies. Pure. */
export const responseHeaders = (incoming: Headers): Record<string, string> =>
  pick(incoming, (name) => answerHeaders.has(name) || name.startsWith('anthropic-ratelimit-'));

const answerHeaders = new Set(['content-type', 'request-id', 'retry-after', 'retry-after-ms', 'x-should-retry']);

const pick = (headers: Headers, isWanted: (name: string) => boolean): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name, value]) => isWanted(name.toLowerCase()) && value !== undefined)
      .map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]),
  );
