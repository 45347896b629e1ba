import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Agent as UpstreamPool, Dispatcher } from 'undici';
import type { Usage } from '../budget/usage.ts';
import { readCall, type AllowedCall } from './allowed-call.ts';
import { formatApiError, notAllowed, outOfBudget, upstreamFailed, type ApiError } from './api-error.ts';
import { requestHeaders, responseHeaders } from './forward-headers.ts';
import { parseModelRequest } from './parse-model-request.ts';
import { maxBodyBytes, readBody } from './read-body.ts';
import { reserveFor, type ModelRequest } from './reserve-for.ts';
import { maxResponseLength, type Transcript, type TranscriptEntry } from './transcript.ts';
import type { Upstream } from './upstream.ts';
import { createUsageMeter } from './usage-meter.ts';

/** What the calls of a gateway share. */
export type GatewayState = {
  readonly upstream: Upstream;
  readonly pool: UpstreamPool;
  readonly transcript: Transcript;
  readonly underWay: Set<Promise<void>>;
  readonly stopping: AbortController;
  /** Null when the money is reserved, else why not. */
  readonly reserve: (call: string, usd: number) => string | null;
  /** Once for each reserved call. */
  readonly settle: (call: string, usage: Usage | null) => void;
};

/** Answers one request of a job: forwards it, or refuses it in the API's shape. Never throws. */
export const forwardCall = async (
  state: GatewayState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const call = readCall(request.method ?? '', request.url ?? '');
  try {
    if ('status' in call) refuse(response, call);
    else if (call.kind === 'probe') response.writeHead(200).end();
    else await forwardBody(state, { call, request, response });
  } catch {
    // The job hung up, or the gateway stops: nobody is left to tell.
    response.destroy();
  }
};

type Exchange = {
  readonly call: AllowedCall;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
};

const forwardBody = async (state: GatewayState, exchange: Exchange): Promise<void> => {
  const { call, request, response } = exchange;
  const body = await readBody(request);
  if (body === null) {
    refuse(response, notAllowed(413, `the request is over ${maxBodyBytes} bytes.`));
    request.destroy();
    return;
  }
  if (call.kind === 'models') {
    await send(state, { ...exchange, body: null, model: null });
    return;
  }
  const model = parseModelRequest(body);
  if ('status' in model) refuse(response, model);
  else if (call.kind === 'count-tokens') await send(state, { ...exchange, body, model: null });
  else await sendReserved(state, { ...exchange, body, model });
};

const sendReserved = async (
  state: GatewayState,
  sending: Exchange & { readonly body: Buffer; readonly model: ModelRequest },
): Promise<void> => {
  const id = randomUUID();
  const reason = state.reserve(id, reserveFor(sending.model));
  if (reason !== null) {
    refuse(sending.response, outOfBudget(reason));
    return;
  }
  let usage: Usage | null = null;
  try {
    usage = await send(state, sending);
  } finally {
    state.settle(id, usage);
  }
};

type Sending = Exchange & { readonly body: Buffer | null; readonly model: ModelRequest | null };

/** Answers what the call used: null when the provider refused it or was not reached. */
const send = async (state: GatewayState, sending: Sending): Promise<Usage | null> => {
  const startedAt = Date.now();
  const hangUp = new AbortController();
  sending.response.once('close', () => hangUp.abort());
  const signal = AbortSignal.any([hangUp.signal, state.stopping.signal]);
  const answer = await reachUpstream(state, sending, signal);
  const passed = 'status' in answer ? refuseUpstream(sending, answer, signal) : await pass(sending, answer);
  state.transcript.write(describe(sending, passed, startedAt));
  return passed.usage;
};

const reachUpstream = async (
  state: GatewayState,
  { call, request, body }: Sending,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData | ApiError> => {
  const { upstream } = state;
  const origin = new URL(upstream.baseUrl);
  try {
    return await state.pool.request({
      origin: origin.origin,
      path: `${origin.pathname.replace(/\/+$/, '')}${call.path}`,
      method: call.method,
      headers: requestHeaders(request.headers, upstream),
      body,
      signal,
    });
  } catch (cause) {
    return upstreamFailed(origin.host, errorCode(cause));
  }
};

type Passed = {
  readonly status: number | null;
  readonly requestId: string | null;
  readonly usage: Usage | null;
  readonly text: string;
};

const pass = async ({ response, model }: Sending, answer: Dispatcher.ResponseData): Promise<Passed> => {
  const headers = responseHeaders(answer.headers);
  const isMetered = model !== null && answer.statusCode === 200;
  const meter = isMetered ? createUsageMeter(isEventStream(headers), model) : null;
  const chunks: Buffer[] = [];
  let length = 0;
  const tap = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      meter?.push(chunk);
      if (length < maxResponseLength) chunks.push(chunk);
      length += chunk.byteLength;
      done(null, chunk);
    },
  });
  response.writeHead(answer.statusCode, headers);
  response.flushHeaders();
  const isWhole = await pipeline(answer.body, tap, response).then(
    () => true,
    () => {
      // Either side hung up: the usage says so, as estimated.
      return false;
    },
  );
  return {
    status: answer.statusCode,
    requestId: headers['request-id'] ?? null,
    usage: meter?.read(isWhole) ?? null,
    text: Buffer.concat(chunks).toString('utf8').slice(0, maxResponseLength),
  };
};

const refuseUpstream = ({ response, model }: Sending, error: ApiError, signal: AbortSignal): Passed => {
  refuse(response, error);
  // The job hung up while the provider was at work, which has its price: the prompt at least.
  const usage = model !== null && signal.aborted ? createUsageMeter(true, model).read(false) : null;
  return { status: null, requestId: null, usage, text: error.message };
};

const refuse = (response: ServerResponse, error: ApiError): void => {
  const { headers, body } = formatApiError(error);
  response.writeHead(error.status, headers).end(body);
};

const describe = ({ call, body }: Sending, passed: Passed, startedAt: number): TranscriptEntry => ({
  at: new Date(startedAt).toISOString(),
  path: call.path,
  status: passed.status,
  requestId: passed.requestId,
  durationMs: Date.now() - startedAt,
  usage: passed.usage,
  request: body === null ? null : (JSON.parse(body.toString('utf8')) as unknown),
  response: passed.text,
});

const isEventStream = (headers: Record<string, string>): boolean =>
  headers['content-type']?.startsWith('text/event-stream') ?? false;

// Only the code: a message of the network stack could quote a header.
const errorCode = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'no code';
