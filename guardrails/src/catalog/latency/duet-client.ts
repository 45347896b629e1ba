import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import type { ServiceRequest } from './latency-evidence.ts';

/** What came back. Status 0: no whole answer in time. */
export type DuetAnswer = { readonly status: number; readonly body: string };

/** Sends requests to one server over connections that stay open. */
export type DuetClient = {
  /** Resolves when the last byte is there; never rejects. The body is kept only if asked for. */
  readonly send: (request: WireRequest, keepBody?: 'keep body') => Promise<DuetAnswer>;
  readonly close: () => void;
};

type WireRequest = Pick<ServiceRequest, 'method' | 'path' | 'headers' | 'body'>;

const mostConnections = 256;
const mostBodyBytes = 32 * 1024 * 1024;

/** Creates a client of the server on 127.0.0.1:`port`. Node's own HTTP client: nothing else has to stand inside the walls. */
export const createDuetClient = (port: number, timeoutMs: number): DuetClient => {
  const agent = new Agent({ keepAlive: true, maxSockets: mostConnections });
  return {
    send: ({ method, path, headers, body }, keepBody) =>
      new Promise((resolve) => {
        const outgoing = httpRequest({ agent, host: '127.0.0.1', port, method, path, headers });
        const timer = setTimeout(() => outgoing.destroy(), timeoutMs);
        const end = (answer: DuetAnswer) => {
          clearTimeout(timer);
          resolve(answer);
        };
        outgoing.on('response', (incoming) => readAnswer(incoming, keepBody === 'keep body', end));
        outgoing.on('error', () => end({ status: 0, body: '' }));
        outgoing.on('close', () => end({ status: 0, body: '' }));
        outgoing.end(body ?? undefined);
      }),
    close: () => agent.destroy(),
  };
};

const readAnswer = (incoming: IncomingMessage, keepBody: boolean, end: (answer: DuetAnswer) => void): void => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  incoming.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > mostBodyBytes) incoming.destroy();
    else if (keepBody) chunks.push(chunk);
  });
  incoming.on('end', () => end({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }));
  incoming.on('error', () => end({ status: 0, body: '' }));
};
