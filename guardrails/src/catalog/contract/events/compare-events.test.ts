import { describe, expect, it } from 'vitest';
import { compareEvents } from './compare-events.ts';
import type { Compatibility } from './compare-events.ts';

const text = { type: 'string' };

const anEvent = (more: object = {}) => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  required: ['id'],
  properties: { id: text, amount: { $ref: '#/definitions/Amount' }, kind: { enum: ['paid', 'refunded'] } },
  definitions: { Amount: { type: 'integer', minimum: 0 } },
  ...more,
});

const file = (schema: object, others: Readonly<Record<string, string>> = {}) => ({
  path: 'events/payment.schema.json',
  text: JSON.stringify(schema, null, 2),
  others,
});

const summary = (base: object, head: object, compatibility: Compatibility = 'full') => {
  const comparison = compareEvents({ base: file(base), head: file(head), compatibility });
  if (comparison.state === 'unreadable') return comparison.problem.detail;
  return comparison.differences.map(({ promise, kind, subject, grade }) => `${promise} ${kind} ${subject} ${grade}`);
};

describe('the schema of an event', () => {
  it('may gain an optional property and lose one', () => {
    const more = anEvent({ properties: { ...anEvent().properties, note: text } });
    expect(summary(anEvent(), more)).toEqual([]);
    expect(summary(more, anEvent())).toEqual([]);
  });

  it('breaks new readers by what it newly requires, and old readers by what it no longer does', () => {
    const strict = anEvent({ required: ['id', 'kind'] });
    expect(summary(anEvent(), strict)).toEqual(['backward required-input-added kind proven']);
    expect(summary(strict, anEvent())).toEqual(['forward response-property-optional kind proven']);
    expect(summary(strict, anEvent(), 'backward')).toEqual([]);
  });

  it('breaks old readers by a value that they do not know, and new readers by one that is gone', () => {
    const more = anEvent({ properties: { ...anEvent().properties, kind: { enum: ['paid', 'refunded', 'held'] } } });
    expect(summary(anEvent(), more)).toEqual(['forward response-enum-value-added "held" proven']);
    expect(summary(more, anEvent())).toEqual(['backward request-enum-value-removed "held" proven']);
  });

  it('is closed to old readers where they said so', () => {
    const closed = { additionalProperties: false };
    const more = anEvent({ ...closed, properties: { ...anEvent().properties, note: text } });
    expect(summary(anEvent(closed), more, 'backward')).toEqual([]);
    expect(summary(anEvent(closed), more, 'forward')).toEqual(['forward type-widened note proven']);
  });

  it('breaks both where a shared definition becomes another type, each with data that shows it', () => {
    const other = anEvent({ definitions: { Amount: text } });
    const comparison = compareEvents({ base: file(anEvent()), head: file(other), compatibility: 'full' });
    expect(comparison.state === 'compared' && comparison.differences.map(({ witness }) => witness?.value)).toEqual([
      { id: 'a', amount: 1 },
      { id: 'a', amount: 'a' },
    ]);
  });

  it('may move to another draft and say the same', () => {
    const { definitions, ...rest } = anEvent();
    const moved = {
      ...rest,
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      properties: { ...rest.properties, amount: { $ref: '#/$defs/Amount' } },
      $defs: definitions,
    };
    expect(summary(anEvent(), moved)).toEqual([]);
  });

  it('follows references to files beside it, and says which lead nowhere', () => {
    const referring = {
      type: 'object',
      properties: { id: { $ref: './id.json#/$defs/Id' }, gone: { $ref: 'gone.json' } },
    };
    const others = (type: string) => ({ 'events/id.json': JSON.stringify({ $defs: { Id: { type } } }) });
    const comparison = compareEvents({
      base: file(referring, others('string')),
      head: file(referring, others('integer')),
      compatibility: 'backward',
    });
    expect(comparison).toMatchObject({ state: 'compared', unfollowed: ['gone.json'] });
    expect(
      comparison.state === 'compared' && comparison.differences.map(({ subject, headFile }) => [subject, headFile]),
    ).toEqual([['type', 'events/id.json']]);
  });

  it('may be one of many that a file defines', () => {
    const library = (amount: object) => ({ $defs: { Amount: amount, Id: text } });
    expect(summary(library({ type: 'number' }), library({ type: 'integer' }), 'backward')).toEqual([
      'backward type-narrowed type proven',
    ]);
  });

  it('is told where it stands', () => {
    const comparison = compareEvents({
      base: file(anEvent()),
      head: file(anEvent({ definitions: { Amount: { type: 'integer', minimum: 1 } } })),
      compatibility: 'backward',
    });
    const lines = file(anEvent({ definitions: { Amount: { type: 'integer', minimum: 1 } } })).text.split('\n');
    const [found] = comparison.state === 'compared' ? comparison.differences : [];
    expect(lines[(found?.line ?? 0) - 1]).toContain('"Amount"');
  });

  it('is unreadable where it is no schema', () => {
    expect(
      compareEvents({ base: file(anEvent()), head: { path: 'a.json', text: '[' }, compatibility: 'full' }),
    ).toMatchObject({
      state: 'unreadable',
      side: 'head',
    });
    expect(
      compareEvents({ base: { path: 'a.json', text: '7' }, head: file(anEvent()), compatibility: 'full' }),
    ).toMatchObject({
      state: 'unreadable',
      side: 'base',
    });
  });
});
