import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { countTokens } from './bill.ts';
import { messageEvents, type StreamEvent } from './message-events.ts';
import type { MessagesRequest, Reply, ReplyUsage } from './protocol.ts';

type StreamedReply = {
  readonly request: MessagesRequest;
  readonly reply: Extract<Reply, { kind: 'message' }>;
  readonly usage: ReplyUsage;
  readonly paceMs: number;
  /** Told once what was charged: for a stream that broke off, the tokens that went out. */
  readonly bill: (usage: ReplyUsage) => void;
};

/** Sends a JSON document with status 200. */
export const sendDocument = (response: ServerResponse, document: object): void => {
  send(response, 200, document);
};

/** Sends an error in the API's shape, with its `retry-after` headers. */
export const sendError = (
  response: ServerResponse,
  error: { readonly status: number; readonly message?: string; readonly retryAfterMs?: number },
): void => {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error.retryAfterMs !== undefined) {
    response.setHeader('retry-after', Math.ceil(error.retryAfterMs / 1000));
    response.setHeader('retry-after-ms', error.retryAfterMs);
  }
  const type = errorTypes[error.status] ?? 'api_error';
  send(response, error.status, { type: 'error', error: { type, message: error.message ?? type.replaceAll('_', ' ') } });
};

/** Streams an answer as server-sent events, and breaks off where the reply says so. */
export const sendStream = async (response: ServerResponse, streamed: StreamedReply): Promise<void> => {
  const { reply, usage } = streamed;
  response.writeHead(200, { ...commonHeaders(), 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  const events = messageEvents(streamed.request, reply, usage);
  const stopAt = reply.cutAfterEvents ?? reply.hangAfterEvents ?? reply.errorAfterEvents ?? events.length;
  const sent: StreamEvent[] = [];
  for (const event of events.slice(0, stopAt)) {
    if (response.destroyed) break;
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    sent.push(event);
    if (streamed.paceMs > 0) await delay(streamed.paceMs);
  }
  const isWhole = sent.length === events.length;
  streamed.bill(isWhole ? usage : { ...usage, output_tokens: streamedTokens(sent) });
  endStream(response, reply, isWhole);
};

const endStream = (response: ServerResponse, reply: StreamedReply['reply'], isWhole: boolean): void => {
  if (isWhole) {
    response.end();
  } else if (reply.errorAfterEvents !== undefined) {
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    response.end(`event: error\ndata: ${JSON.stringify(error)}\n\n`);
  } else if (reply.cutAfterEvents !== undefined) {
    // After the events have left: destroying at once would take them back.
    response.write('', () => response.destroy());
  }
};

const streamedTokens = (sent: readonly StreamEvent[]): number =>
  countTokens(
    sent
      .map((event) => event['delta'] as { text?: string; thinking?: string; partial_json?: string } | undefined)
      .map((delta) => delta?.text ?? delta?.thinking ?? delta?.partial_json ?? '')
      .join(''),
  );

const send = (response: ServerResponse, status: number, document: object): void => {
  response.writeHead(status, { ...commonHeaders(), 'content-type': 'application/json' });
  response.end(JSON.stringify(document));
};

let requestCount = 0;

const commonHeaders = () => {
  requestCount += 1;
  return {
    'request-id': `req_scripted_${String(requestCount).padStart(8, '0')}`,
    'anthropic-organization-id': 'scripted',
  };
};

const errorTypes: { readonly [status: number]: string } = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  529: 'overloaded_error',
};
