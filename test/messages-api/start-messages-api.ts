import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addToBill, chargeCall, countPromptTokens, type BillLine } from './bill.ts';
import { checkMessagesRequest } from './check-messages-request.ts';
import { pickScript, readConversation, type ConversationState } from './conversation.ts';
import { messageDocument } from './message-events.ts';
import type { MessagesRequest, Reply, ReplyUsage } from './protocol.ts';
import { sendDocument, sendError, sendStream } from './send-reply.ts';

/**
 * A model's part, as a function of the conversation. `attempt` counts from 0 how often exactly these messages came
 * before: it alone is not a function of the messages, and is there for errors that pass.
 */
export type Script = (request: MessagesRequest, state: ConversationState & { readonly attempt: number }) => Reply;

/** A request that came in, with the key blotted out. */
export type SeenRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
  readonly script: string | null;
};

/** A scripted Messages API on loopback. */
export type MessagesApi = {
  /** For `ANTHROPIC_BASE_URL`. */
  readonly url: string;
  /** What it charged, one line a script. */
  readonly bill: () => readonly BillLine[];
  readonly requests: readonly SeenRequest[];
  /** Ends open connections too. */
  readonly stop: () => Promise<void>;
};

export type MessagesApiOptions = {
  /** By name; a conversation plays the script whose name `pickScript` finds in it. */
  readonly scripts: { readonly [name: string]: Script };
  readonly port?: number;
  /** When given, every other key is refused with 401. */
  readonly apiKey?: string;
  /** Pause between the events of a stream. Default 0. */
  readonly paceMs?: number;
};

/**
 * Starts a loopback server that speaks Anthropic's Messages API (streaming and not, tools, usage with cache fields,
 * `HEAD /`, count_tokens, models, errors in the API's shape) and plays scripts instead of a model. Every answer names
 * the model `scripted-…`, so that it is never taken for a real one.
 */
export const startMessagesApi = async (options: MessagesApiOptions): Promise<MessagesApi> => {
  const state: ServerState = { options, lines: new Map(), requests: [], attempts: new Map() };
  const server = createServer((request, response) => {
    answerRequest(state, request, response).catch((cause: unknown) => {
      sendError(response, {
        status: 500,
        message: cause instanceof Error ? (cause.stack ?? cause.message) : 'unknown',
      });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bill: () => [...state.lines.values()],
    requests: state.requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

type ServerState = {
  readonly options: MessagesApiOptions;
  readonly lines: Map<string, BillLine>;
  readonly requests: SeenRequest[];
  readonly attempts: Map<string, number>;
};

type Seen = { readonly method: string; readonly path: string; readonly headers: IncomingMessage['headers'] };

type Answer =
  | { readonly kind: 'error'; readonly status: number; readonly message?: string }
  | { readonly kind: 'document'; readonly document: object }
  | { readonly kind: 'script'; readonly request: MessagesRequest };

const answerRequest = async (state: ServerState, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const path = new URL(request.url ?? '/', 'http://loopback').pathname;
  const seen = { method: request.method ?? '', path, headers: request.headers };
  const body = parseJson(await readText(request));
  const script = isRequest(body) ? (pickScript(body, Object.keys(state.options.scripts)) ?? null) : null;
  state.requests.push({ ...seen, headers: withoutKey(request.headers), body, script });
  const decided = decideAnswer(state.options, seen, body);
  if (decided.kind === 'error') sendError(response, decided);
  else if (decided.kind === 'document') sendDocument(response, decided.document);
  else await playScript(state, { request: decided.request, name: script }, response);
};

const decideAnswer = (options: MessagesApiOptions, seen: Seen, body: unknown): Answer => {
  if (seen.path === '/') return { kind: 'document', document: {} };
  const refusal = refuse(options, seen);
  if (refusal !== null) return { kind: 'error', ...refusal };
  if (seen.path.startsWith('/v1/models')) return { kind: 'document', document: models(seen.path) };
  if (!isRequest(body)) return { kind: 'error', status: 400, message: 'The request body is not a valid JSON request' };
  const isCount = seen.path.endsWith('/count_tokens');
  const problem = checkMessagesRequest(isCount ? { max_tokens: 1, ...body } : body);
  if (problem !== null) return { kind: 'error', status: 400, message: problem };
  return isCount
    ? { kind: 'document', document: { input_tokens: countPromptTokens(body) } }
    : { kind: 'script', request: body };
};

const refuse = (
  options: MessagesApiOptions,
  { method, path, headers }: Seen,
): { readonly status: number; readonly message?: string } | null => {
  const key = headers['x-api-key'] ?? headers.authorization?.replace(/^Bearer /, '');
  if (typeof key !== 'string' || key === '') return { status: 401, message: 'x-api-key header is required' };
  if (options.apiKey !== undefined && key !== options.apiKey) return { status: 401, message: 'invalid x-api-key' };
  const known = /^POST \/v1\/messages(\/count_tokens)?$|^GET \/v1\/models(\/[\w.-]+)?$/;
  if (!known.test(`${method} ${path}`)) return { status: 404, message: 'Not found' };
  if (headers['anthropic-version'] === undefined) {
    return { status: 400, message: 'anthropic-version: header is required' };
  }
  return null;
};

const playScript = async (
  state: ServerState,
  call: { readonly request: MessagesRequest; readonly name: string | null },
  response: ServerResponse,
): Promise<void> => {
  const reply = decideReply(state, call);
  if (reply.kind === 'error') sendError(response, reply);
  if (reply.kind !== 'message') return;
  const usage = chargeCall(call.request, reply.blocks);
  const bill = (charged: ReplyUsage): void => {
    const name = call.name ?? 'none';
    state.lines.set(name, addToBill(state.lines.get(name), name, charged));
  };
  if (call.request.stream === true) {
    await sendStream(response, { ...call, reply, usage, paceMs: state.options.paceMs ?? 0, bill });
    return;
  }
  sendDocument(response, messageDocument(call.request, reply, usage));
  bill(usage);
};

const decideReply = (
  state: ServerState,
  { request, name }: { readonly request: MessagesRequest; readonly name: string | null },
): Reply => {
  const script = name === null ? undefined : state.options.scripts[name];
  if (script === undefined || isSideCall(request)) {
    return { kind: 'message', blocks: [{ type: 'text', text: 'This scripted model has no part in this call.' }] };
  }
  const key = JSON.stringify(request.messages);
  const attempt = state.attempts.get(key) ?? 0;
  state.attempts.set(key, attempt + 1);
  return script(request, { ...readConversation(request), attempt });
};

// A coding agent asks a small model for a title or a topic beside the conversation; no script plays those.
const isSideCall = (request: MessagesRequest): boolean =>
  request.model.includes('haiku') && (request.tools ?? []).length === 0;

const models = (path: string): object => {
  const model = { type: 'model', id: 'scripted-model', display_name: 'Scripted', created_at: '2026-01-01T00:00:00Z' };
  return path === '/v1/models'
    ? { data: [model], has_more: false, first_id: model.id, last_id: model.id }
    : { ...model, id: path.slice('/v1/models/'.length) };
};

const withoutKey = (headers: IncomingMessage['headers']): IncomingMessage['headers'] => ({
  ...headers,
  ...(headers['x-api-key'] === undefined ? {} : { 'x-api-key': '(given)' }),
  ...(headers.authorization === undefined ? {} : { authorization: '(given)' }),
});

const isRequest = (body: unknown): body is MessagesRequest =>
  typeof body === 'object' && body !== null && 'messages' in body && Array.isArray(body.messages);

const readText = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
