import Type from 'typebox';
import Value from 'typebox/value';
import type { ServiceRequest } from './latency-evidence.ts';

const mostRequests = 10_000;
const mostCharacters = 64 * 1024 * 1024;

const writtenRequest = Type.Object(
  {
    method: Type.String({ pattern: '^[A-Z]{1,20}$' }),
    path: Type.String({ pattern: '^/[!-~]*$' }),
    headers: Type.Optional(
      Type.Record(Type.String({ pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$" }), Type.String({ pattern: '^[\\t -~]*$' }), {
        additionalProperties: false,
      }),
    ),
    body: Type.Optional(Type.Unknown()),
    weight: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1e6 })),
  },
  { additionalProperties: false },
);

/** Headers that belong to the connection: with them requests could not be measured alike. */
const connectionHeaders = [
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
];

type Parsed<Value> = Value | { readonly reason: string };

/**
 * Reads a request file: one JSON object a line, `{"method","path","headers"?,"body"?,"weight"?}`; empty lines are
 * skipped. A string body is sent as it is, any other as JSON. Answers the requests, at least one, or the reason with
 * file and line. Pure.
 */
export const parseRequests = (text: string, file: string): Parsed<{ readonly requests: readonly ServiceRequest[] }> => {
  if (text.length > mostCharacters) return { reason: `${file} is larger than 64 MiB. Keep fewer requests.` };
  const requests: ServiceRequest[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const parsed = parseLine(line);
    if ('reason' in parsed) return { reason: `${file}:${index + 1}: ${parsed.reason}` };
    requests.push({ ...parsed.request, file, line: index + 1 });
    if (requests.length > mostRequests) return { reason: `${file} holds more than 10,000 requests. Keep fewer.` };
  }
  return requests.length > 0 ? { requests } : { reason: `${file} holds no request. Write one JSON object a line.` };
};

const parseLine = (line: string): Parsed<{ readonly request: Omit<ServiceRequest, 'file' | 'line'> }> => {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { reason: 'not JSON. Write one whole JSON object a line, such as {"method":"GET","path":"/"}.' };
  }
  if (!Value.Check(writtenRequest, value)) return { reason: firstProblem(value) };
  const { method, path, headers = {}, body, weight = 1 } = value;
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  const forbidden = names.find((name) => connectionHeaders.includes(name));
  if (forbidden !== undefined) return { reason: `header "${forbidden}" belongs to the connection. Leave it out.` };
  const isJson = body !== undefined && typeof body !== 'string' && !names.includes('content-type');
  return {
    request: {
      method,
      path,
      headers: isJson ? { 'content-type': 'application/json', ...headers } : headers,
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
      weight,
    },
  };
};

const firstProblem = (value: unknown): string => {
  const [error] = Value.Errors(writtenRequest, value);
  const place = error === undefined || error.instancePath === '' ? 'the request' : error.instancePath;
  return `${place} ${error?.message ?? 'is not valid'}. Allowed: "method" in capitals, "path" from "/", "headers", "body", "weight" above 0.`;
};
