import { describe, expect, it } from 'vitest';
import { compareContracts } from './compare-contracts.ts';
import { contractKind } from './contract-kind.ts';

const answer = (required: readonly string[]): string =>
  JSON.stringify({
    responses: {
      '200': {
        description: 'ok',
        content: {
          'application/json': { schema: { type: 'object', required, properties: { id: { type: 'string' } } } },
        },
      },
    },
  });

const api = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Cards', version: '1.0.0' },
  paths: { '/cards': { get: { $ref: 'cards.json' } } },
});

describe('comparing two files', () => {
  it('follows a reference that stands in the place of an operation', async () => {
    const side = (required: readonly string[]) => ({
      path: 'openapi.json',
      text: api,
      others: { 'cards.json': answer(required) },
    });
    const report = await compareContracts({ kind: 'openapi', base: side(['id']), head: side([]) });
    const errors = report.guardrails[0]?.findings.filter(({ level }) => level === 'error');
    expect(errors?.map(({ code }) => code)).toEqual(['contract/response-property-optional']);
  });

  it('says the version that the change needs in the reason of the report', async () => {
    const side = { path: 'openapi.json', text: api, others: { 'cards.json': answer([]) } };
    const report = await compareContracts({ kind: 'openapi', base: side, head: side });
    expect(report.guardrails[0]?.reason).toBe('no new version: Nothing changed that a caller could notice.');
  });

  it('cannot check against a base that is no schema', async () => {
    const base = { path: 'a.json', text: '[' };
    const report = await compareContracts({ kind: 'json-schema', base, head: { path: 'a.json', text: '{}' } });
    expect(report.verdict).toBe('cannot-check');
  });
});

describe('telling kinds of contract apart', () => {
  it.each([
    ['openapi.yaml', 'openapi: 3.0.0\npaths: {}\n', 'openapi'],
    ['old.json', '{"swagger":"2.0"}', 'openapi'],
    ['event.json', '{"type":"object"}', 'json-schema'],
    ['event.yaml', '$schema: https://json-schema.org/draft/2020-12/schema\n', 'json-schema'],
    ['index.d.ts', 'export {};', 'typescript'],
    ['plain.json', '{"a":1}', null],
    ['list.json', '[1]', null],
    ['broken.yaml', 'a: [', 'openapi'],
  ])('%s', (name, text, kind) => {
    expect(contractKind(name, text)).toBe(kind);
  });
});
