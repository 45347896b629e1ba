import { describe, expect, it } from 'vitest';
import type { Judgement } from '../contract-level.ts';
import type { EventPair } from './collect-events.ts';
import { eventFindings, eventsNotChecked, unreadableEvent } from './event-findings.ts';
import { eventMessages } from './event-messages.ts';

const path = 'events/paid.schema.json';
const side = (schema: unknown) => ({ path, text: typeof schema === 'string' ? schema : JSON.stringify(schema) });
const anEvent = (properties: object, required: readonly string[] = ['id']) => ({
  type: 'object',
  properties,
  required,
});
const text = { type: 'string' };

const aPair = (base: unknown, head: unknown, compatibility: EventPair['compatibility'] = 'full'): EventPair => ({
  path,
  compatibility,
  base: base === null ? null : side(base),
  head: head === null ? null : side(head),
});

const judged = (pair: EventPair, judgement: Judgement = { terms: null }) =>
  eventFindings({ changed: [pair] }, judgement);

describe('a finding about an event', () => {
  const narrower = aPair(anEvent({ id: text }), anEvent({ id: { type: 'string', maxLength: 5 } }), 'backward');

  it('is an error where it is proven, and tells the data that can no longer be read', () => {
    const [finding, ...others] = judged(narrower);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ code: 'contract/event-old-data-refused', level: 'error', file: path });
    expect(eventMessages['contract/event-old-data-refused']?.(finding?.data ?? {})).toBe(
      `${path}: property id: maxLength went from no limit to 5. This was accepted and is now refused: {"id":"aaaaaa"} ` +
        '(/id must NOT have more than 5 characters). New readers refuse data that was written before: what is stored, ' +
        'queued or replayed. Go on reading the old form, or give the new one a version of its own. If the break is meant, ' +
        'the brief must say `api: breaking` (a major version).',
    );
  });

  it('is a note where the brief agreed to break', () => {
    expect(judged(narrower, { terms: 'breaking' }).map(({ level }) => level)).toEqual(['note']);
  });

  it('speaks of each kind of difference', () => {
    const base = anEvent({ id: text, kind: { enum: ['a', 'b'] }, old: text }, ['id', 'old']);
    const head = anEvent({ id: text, kind: { enum: ['a', 'c'] }, more: text }, ['id', 'more']);
    expect(judged(aPair(base, head)).map(({ code, data }) => eventMessages[code]?.(data).split('. ')[0])).toEqual([
      `${path}: property more must now be there`,
      `${path}: property kind can no longer be "b"`,
      `${path}: property old was always there and may now be missing`,
      `${path}: property kind can now be "c"`,
    ]);
  });

  it('is one of a schema that is gone, and none of one that is new', () => {
    expect(judged(aPair(anEvent({}), null)).map(({ code }) => code)).toEqual(['contract/event-schema-removed']);
    expect(judged(aPair(null, anEvent({})))).toEqual([]);
  });

  it('is one of a schema that no longer parses; one that never did cannot be judged', () => {
    expect(judged(aPair(anEvent({}), '{"type":')).map(({ code }) => code)).toEqual(['contract/unreadable']);
    expect(unreadableEvent({ changed: [aPair('[', anEvent({}))] })).toContain(`${path} at base`);
    expect(unreadableEvent(null)).toBeNull();
  });

  it('is missing where a reference leads nowhere, which is told', () => {
    const referring = anEvent({ id: { $ref: 'gone.json' } });
    expect(eventsNotChecked({ changed: [aPair(referring, { ...referring, title: 'new' })] })).toEqual([
      { what: `${path}: what it takes from gone.json`, why: 'nothing of the repository stands there' },
    ]);
  });
});
