import { ReferenceTracker } from '@typescript-eslint/utils/ast-utils';

/** How one function of an HTTP client takes its options, and what in them bounds the wait. */
export type OutboundCall = {
  readonly client: 'fetch' | 'undici' | 'http' | 'axios' | 'got';
  /** Position of the options; `http` takes them at either of two places, `axios` at the first when that is an object. */
  readonly optionsAt: readonly number[];
  /** Properties of which any one bounds the wait, or hands it to an object that may. */
  readonly bounds: readonly string[];
  /** The property that a suggestion adds, for a limit in milliseconds; null where no edit is safe. */
  readonly suggest: (timeoutMs: string) => string;
  /** How long it waits when nothing is said. */
  readonly default: string;
};

/** What `ReferenceTracker` follows from a module to the calls of its functions: members by name, the call by its symbol. */
type Trace = { [member: string]: Trace; [whenCalled: symbol]: OutboundCall };

const signal = (timeoutMs: string): string => `signal: AbortSignal.timeout(${timeoutMs})`;

/** `fetch` of the platform. Undici's own `dispatcher` may carry limits, so it is not judged. */
export const globalFetch: OutboundCall = {
  client: 'fetch',
  optionsAt: [1],
  bounds: ['signal', 'dispatcher'],
  suggest: signal,
  default: 'five minutes in Node, for ever elsewhere',
};
const nodeFetch: OutboundCall = { ...globalFetch, bounds: ['signal', 'timeout'], default: 'for ever' };
const undici: OutboundCall = {
  client: 'undici',
  optionsAt: [1],
  bounds: ['signal', 'headersTimeout', 'dispatcher'],
  suggest: signal,
  default: 'five minutes',
};
const http: OutboundCall = {
  client: 'http',
  optionsAt: [0, 1],
  bounds: ['signal', 'timeout'],
  suggest: signal,
  default: 'for ever',
};
const axios = (...optionsAt: readonly number[]): OutboundCall => ({
  client: 'axios',
  optionsAt,
  bounds: ['timeout', 'signal', 'cancelToken'],
  suggest: (timeoutMs) => `timeout: ${timeoutMs}`,
  default: 'for ever',
});
const got: OutboundCall = {
  client: 'got',
  optionsAt: [0, 1],
  bounds: ['timeout', 'signal'],
  suggest: (timeoutMs) => `timeout: { request: ${timeoutMs} }`,
  default: 'for ever',
};

const called = (call: OutboundCall): Trace => ({ [ReferenceTracker.CALL]: call });
const each = (names: readonly string[], call: OutboundCall): Trace =>
  Object.fromEntries(names.map((name) => [name, called(call)]));

const httpModule = each(['request', 'get'], http);
const undiciModule = { ...each(['request', 'stream', 'pipeline'], undici), fetch: called(globalFetch) };
const verbs = ['get', 'head', 'delete', 'options', 'post', 'put', 'patch'];

/**
 * The functions of the clients in common use that wait for another machine, by module: a trace map of eslint-utils'
 * `ReferenceTracker`. `ky` is not here: it gives up after ten seconds by itself.
 */
export const outboundModules: { readonly [module: string]: Trace } = {
  'node:http': httpModule,
  http: httpModule,
  'node:https': httpModule,
  https: httpModule,
  undici: undiciModule,
  'node-fetch': called(nodeFetch),
  'cross-fetch': called(nodeFetch),
  axios: {
    ...called(axios(0, 1)),
    ...each(['request', 'create'], axios(0)),
    ...each(['get', 'head', 'delete', 'options'], axios(1)),
    ...each(['post', 'put', 'patch', 'postForm', 'putForm', 'patchForm'], axios(2)),
  },
  got: { ...called(got), ...each(verbs, got), got: { ...called(got), ...each(verbs, got) } },
};
