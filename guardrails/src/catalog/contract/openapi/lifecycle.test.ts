import { describe, expect, it } from 'vitest';
import { buildOperation, compareUnder, toldAll } from '../document-pair.builder.ts';
import type { Doc } from '../document-pair.builder.ts';
import type { Judgement } from '../contract-findings.ts';

const today = '2026-06-01';
const none: Doc = { openapi: '3.1.0', info: { title: 'One', version: '1.0.0' }, paths: {} };
const judge = (base: Doc, head: Doc, more: Partial<Judgement> = {}): readonly string[] =>
  toldAll(compareUnder({ terms: null, today, ...more }, base, head)).filter((line) => !line.includes('info.version'));

describe('what was deprecated', () => {
  const deprecated = (sunset?: unknown): Doc =>
    buildOperation({ deprecated: true, ...(sunset === undefined ? {} : { 'x-sunset': sunset }) });

  it('may not go before its sunset, and may go on that day', () => {
    expect(judge(deprecated('2026-06-02'), none)).toEqual(['error contract/removed-before-sunset /a/{id}']);
    expect(judge(deprecated('2026-06-01T00:00:00Z'), none)).toEqual(['note contract/path-removed /a/{id}']);
    expect(judge(deprecated(), none)).toEqual(['note contract/path-removed /a/{id}']);
  });

  it('may not go before its sunset where nobody said what day it is', () => {
    const findings = compareUnder({ terms: null }, deprecated('2020-01-01'), none);
    expect(findings.map(({ code }) => code)).toContain('contract/removed-before-sunset');
  });

  it('may not go in a task that may not break the contract', () => {
    expect(judge(deprecated(), none, { terms: 'additive' })).toEqual(['error contract/path-removed /a/{id}']);
    expect(judge(deprecated('2026-06-02'), none, { terms: 'breaking' })).toEqual([
      'note contract/removed-before-sunset /a/{id}',
    ]);
  });

  it('may not go under a sunset that is no date', () => {
    expect(judge(deprecated('soon'), none)).toEqual(['error contract/path-removed /a/{id}']);
  });

  it('may not have its sunset moved nearer, taken away or made unreadable', () => {
    expect(judge(deprecated('2027-01-01'), deprecated('2026-12-01'))).toEqual([
      'warning contract/sunset-moved-nearer POST /a/{id}',
    ]);
    expect(judge(deprecated('2027-01-01'), deprecated('2026-05-01'))).toEqual([
      'error contract/sunset-moved-nearer POST /a/{id}',
    ]);
    expect(judge(deprecated('2027-01-01'), deprecated())).toEqual(['warning contract/sunset-removed POST /a/{id}']);
    expect(judge(deprecated('2027-01-01'), deprecated('2027-02-30'))).toEqual([
      'error contract/sunset-invalid POST /a/{id}',
    ]);
    expect(judge(deprecated('2027-01-01'), deprecated('2027-02-01'))).toEqual([]);
  });

  it('is a note, and needs a sunset where policy asks for one', () => {
    const deprecation = { sunset: 'error', minimumDays: 90 } as const;
    expect(judge(buildOperation({}), deprecated())).toEqual(['note contract/deprecated POST /a/{id}']);
    expect(judge(buildOperation({}), deprecated(), { deprecation })).toEqual([
      'error contract/deprecated-without-sunset POST /a/{id}',
    ]);
    expect(judge(buildOperation({}), deprecated('2026-07-01'), { deprecation })).toEqual([
      'error contract/sunset-too-near POST /a/{id}',
    ]);
    expect(judge(buildOperation({}), deprecated('2026-12-01'), { deprecation })).toEqual([
      'note contract/deprecated POST /a/{id}',
    ]);
  });
});

describe('deprecation of parameters and properties', () => {
  it('is told like that of operations', () => {
    const parameter = (more: Doc): Doc =>
      buildOperation({ parameters: [{ name: 'q', in: 'query', schema: { type: 'string' }, ...more }] });
    expect(judge(parameter({}), parameter({ deprecated: true }))).toEqual(['note contract/deprecated q']);
    expect(judge(parameter({ deprecated: true, 'x-sunset': '2027-01-01' }), buildOperation({}))).toEqual([
      'error contract/removed-before-sunset q',
    ]);
  });

  it('is found in shared and recursive schemas', () => {
    const shared = (more: Doc): Doc =>
      buildOperation(
        {
          responses: { 200: { description: 'ok', content: { 'a/b': { schema: { $ref: '#/components/schemas/N' } } } } },
        },
        {
          components: {
            schemas: {
              N: {
                type: 'object',
                properties: { old: { type: 'string', ...more }, next: { $ref: '#/components/schemas/N' } },
              },
            },
          },
        },
      );
    const deprecated = { deprecated: true, 'x-sunset': '2027-01-01' };
    expect(judge(shared({}), shared(deprecated))).toEqual(['note contract/deprecated old']);
    expect(judge(shared(deprecated), shared({ deprecated: true }))).toEqual(['warning contract/sunset-removed old']);
    expect(judge(shared({ 'x-stability-level': 'stable' }), shared({ 'x-stability-level': 'beta' }))).toEqual([
      'warning contract/stability-lowered old',
    ]);
  });
});

describe('stability', () => {
  const level = (stability: string): Doc =>
    buildOperation({ 'x-stability-level': stability, parameters: [{ name: 'q', in: 'query', schema: {} }] });

  it('may rise, and may not be lowered or misspelt', () => {
    expect(judge(level('beta'), level('stable'))).toEqual([]);
    expect(judge(level('stable'), level('beta'))).toEqual(['warning contract/stability-lowered POST /a/{id}']);
    expect(judge(level('stable'), level('final'))).toEqual(['warning contract/stability-invalid POST /a/{id}']);
  });

  it('of a draft promises nothing', () => {
    const head = buildOperation({ 'x-stability-level': 'draft' });
    expect(judge(level('draft'), head)).toEqual(['note contract/input-removed q']);
    expect(judge(level('alpha'), none)).toEqual(['note contract/path-removed /a/{id}']);
  });
});
