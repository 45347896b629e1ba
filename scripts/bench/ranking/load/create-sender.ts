import { Pool, type Dispatcher } from 'undici';
import { deadlineHeader } from '../../../../services/chassis/src/index.ts';

/** What came of one request. */
export type Answer = {
  readonly status: number;
  readonly level?: string | undefined;
  readonly code?: string | undefined;
};

/** Sends one body, to be answered by `deadlineMs` (Unix milliseconds); never rejects. */
export type Sender = {
  readonly send: (body: string, deadlineMs: number, done: (answer: Answer) => void) => void;
  readonly close: () => Promise<void>;
};

export type SenderOptions = { readonly url: string; readonly path: string; readonly connections: number };

/**
 * Sends over kept-alive connections of undici's pool, with as little work a request as it allows: what the generator costs
 * is not left to the service on a small machine. A request beyond `connections` waits in line, and its wait counts.
 */
export const createSender = ({ url, path, connections }: SenderOptions): Sender => {
  const pool = new Pool(url, { connections, headersTimeout: giveUpMs, bodyTimeout: giveUpMs, pipelining: 1 });
  return {
    send: (body, deadlineMs, done) => {
      const headers = ['content-type', 'application/json', deadlineHeader, String(Math.floor(deadlineMs))];
      pool.dispatch({ method: 'POST', path, headers, body }, createHandler(done));
    },
    close: () => pool.destroy(),
  };
};

const giveUpMs = 5000;

// The start of an answer names its degradation, or its error code; no more of it is read than that.
const enough = 400;

const createHandler = (done: (answer: Answer) => void): Dispatcher.DispatchHandler => {
  let status = 0;
  let start = '';
  let isDone = false;
  const end = (answer: Answer): void => {
    if (!isDone) done(answer);
    isDone = true;
  };
  return {
    // undici takes an object for a handler of today only when it has this.
    onRequestStart: () => undefined,
    onResponseStart: (_controller, statusCode) => {
      status = statusCode;
    },
    onResponseData: (_controller, piece) => {
      if (start.length < enough) start += piece.toString('latin1', 0, enough);
    },
    onResponseEnd: () => end({ status, ...describeAnswer(status, start) }),
    onResponseError: (_controller, error) => end({ status: 0, code: codeOf(error) }),
  };
};

/** What the start of a body says of the answer. Pure. */
export const describeAnswer = (status: number, start: string): Pick<Answer, 'level' | 'code'> =>
  status === 200 ? { level: levelPattern.exec(start)?.[1] } : { code: codePattern.exec(start)?.[1] };

const levelPattern = /"degradation":"([a-z-]{1,40})"/;
const codePattern = /"code":"([a-z/-]{1,60})"/;

const codeOf = (error: Error & { code?: string }): string => error.code ?? error.name;
