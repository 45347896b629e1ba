import { notAllowed, type ApiError } from './api-error.ts';

/** A call that the gateway knows. `path` is what goes to the provider, query included. */
export type AllowedCall = {
  readonly kind: 'probe' | 'messages' | 'count-tokens' | 'models';
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly path: string;
};

/** Tells which call of the Messages API a request line is, or why it is not forwarded. Pure. */
export const readCall = (method: string, url: string): AllowedCall | ApiError => {
  if ((method === 'HEAD' || method === 'GET') && url === '/') return { kind: 'probe', method, path: url };
  const known = routes.find((route) => route.method === method && route.path.test(url));
  if (known === undefined) return notAllowed(404, `${method} ${url.slice(0, 80)} is not a call that a job may make.`);
  return { kind: known.kind, method: known.method, path: url };
};

// A query holds flags such as `beta=true`; anything that could lead elsewhere (dots, slashes, escapes) is left out.
const routes = [
  { kind: 'messages', method: 'POST', path: /^\/v1\/messages(\?[\w=&-]*)?$/ },
  { kind: 'count-tokens', method: 'POST', path: /^\/v1\/messages\/count_tokens(\?[\w=&-]*)?$/ },
  { kind: 'models', method: 'GET', path: /^\/v1\/models(\/[\w.@-]+)?(\?[\w=&-]*)?$/ },
] as const;
