import { describe, expect, it } from 'vitest';
import { buildOperation, compare, told } from '../document-pair.builder.ts';
import type { Doc } from '../document-pair.builder.ts';

const body = (schema: Doc): Doc => ({
  requestBody: { required: true, content: { 'application/json': { schema } } },
  responses: { 204: { description: 'ok' } },
});

const webhook = (schema: Doc): Doc => ({ openapi: '3.1.0', webhooks: { paid: { post: body(schema) } } });

const callback = (schema: Doc): Doc =>
  buildOperation({ callbacks: { done: { '{$request.body#/url}': { post: body(schema) } } } });

const order = (properties: Doc, required: readonly string[] = ['id']): Doc => ({
  type: 'object',
  required,
  properties: { id: { type: 'string' }, ...properties },
});

describe.each([
  ['webhooks', webhook],
  ['callbacks', callback],
])('%s, which the API sends', (_title, sent) => {
  it('may promise more and send more', () => {
    const base = sent(order({ total: { type: 'number' } }));
    expect(told(compare(sent(order({ total: { type: 'integer' } }, ['id', 'total'])), null, base))).toEqual([]);
    expect(told(compare(sent(order({ total: { type: 'number' }, tip: { type: 'number' } })), null, base))).toEqual([]);
  });

  it('break when they send less, or what nobody had to understand', () => {
    const base = sent(order({ total: { type: 'integer' } }, ['id', 'total']));
    expect(told(compare(sent(order({ total: { type: 'integer' } })), null, base))).toEqual([
      'error contract/response-property-optional total',
    ]);
    expect(told(compare(sent(order({ total: { type: 'number' } }, ['id', 'total'])), null, base))).toEqual([
      'error contract/type-widened type',
    ]);
  });
});

describe('what tells others', () => {
  it('breaks when it is gone', () => {
    expect(told(compare({ openapi: '3.1.0', webhooks: {} }, null, webhook(order({}))))).toEqual([
      'error contract/webhook-removed paid',
    ]);
    expect(told(compare(buildOperation({}), null, callback(order({}))))).toEqual([
      'error contract/callback-removed done {$request.body#/url}',
    ]);
  });

  it('names the operation that a callback belongs to', () => {
    const [finding] = compare(buildOperation({}), null, callback(order({})));
    expect(finding?.data['operations']).toEqual(['POST /a/{id}']);
  });
});
