import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRequests } from './parse-requests.ts';

const reasonOf = (text: string) => {
  const parsed = parseRequests(text, 'r.jsonl');
  return 'reason' in parsed ? parsed.reason : null;
};

describe('parseRequests', () => {
  it('gives back every request that was written, with its line', () => {
    const written = fc.record({
      method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
      path: fc.webPath().map((path) => `/${path.replace(/^\/+/, '')}`),
      body: fc.jsonValue(),
      weight: fc.integer({ min: 1, max: 1000 }),
    });
    fc.assert(
      fc.property(
        fc.array(written, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('\n', '\r\n', '\n\n'),
        (all, end) => {
          const parsed = parseRequests(all.map((one) => JSON.stringify(one)).join(end), 'r.jsonl');
          const requests = 'requests' in parsed ? parsed.requests : [];
          expect(requests.map(({ method, path, weight }) => ({ method, path, weight }))).toEqual(
            all.map(({ method, path, weight }) => ({ method, path, weight })),
          );
          const lines = end === '\n\n' ? all.map((_, index) => 2 * index + 1) : all.map((_, index) => index + 1);
          expect(requests.map(({ line }) => line)).toEqual(lines);
        },
      ),
    );
  });

  it('never throws, and names file and line of what it refuses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const reason = reasonOf(text);
        if (reason !== null) expect(reason).toMatch(/^r\.jsonl(:\d+: | )/);
      }),
    );
  });

  it('sends a string body as it is and any other as JSON with its content type', () => {
    const parsed = parseRequests(
      '{"method":"POST","path":"/","body":"a=1"}\n{"method":"POST","path":"/","body":[1]}',
      'r',
    );
    expect(parsed).toMatchObject({
      requests: [
        { body: 'a=1', headers: {} },
        { body: '[1]', headers: { 'content-type': 'application/json' } },
      ],
    });
  });

  it.each([
    ['', /holds no request/],
    ['{"method":"GET","path":"/"}\n{"method"', /r\.jsonl:2: not JSON/],
    ['{"method":"get","path":"/"}', /r\.jsonl:1: \/method/],
    ['{"method":"GET","path":"x"}', /r\.jsonl:1: \/path/],
    ['{"method":"GET","path":"/ x"}', /\/path/],
    ['{"method":"GET","path":"/","weight":0}', /\/weight/],
    ['{"method":"GET","path":"/","headers":{"a":"b\\r\\nc: d"}}', /\/headers/],
    ['{"method":"GET","path":"/","headers":{"Content-Length":"3"}}', /"content-length" belongs to the connection/],
    ['{"method":"GET","path":"/","extra":1}', /r\.jsonl:1: /],
    ['[]', /r\.jsonl:1: the request/],
  ])('refuses %j', (text, reason) => {
    expect(reasonOf(text)).toMatch(reason);
  });
});
