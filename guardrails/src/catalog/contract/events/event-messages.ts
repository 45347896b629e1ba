import type { FindingData } from '../../../guardrail.ts';
import { breakMessage, changeOf, textOf } from '../message.ts';
import type { Message } from '../message.ts';

/** What differs, in words. */
const whatOf = (data: FindingData): string => {
  const where = `${textOf(data['document'])}: ${textOf(data['where'])}`;
  switch (data['kind']) {
    case 'required-input-added':
      return `${where} must now be there.`;
    case 'response-property-optional':
    case 'response-property-removed':
      return `${where} was always there and may now be missing.`;
    case 'input-removed':
      return `${where} is no longer allowed.`;
    case 'request-enum-value-removed':
      return `${where} can no longer be ${textOf(data['subject'])}.`;
    case 'response-enum-value-added':
      return `${where} can now be ${textOf(data['subject'])}.`;
    default:
      return data['from'] === null && data['to'] === null
        ? `${where}: ${textOf(data['subject'])} is new to readers that refuse what they do not know.`
        : `${where}: ${textOf(data['keyword'])} ${changeOf(data)}.`;
  }
};

/** Texts of what differs in the schemas of events. */
export const eventMessages: { readonly [code: string]: Message } = {
  'contract/event-old-data-refused': breakMessage({
    what: whatOf,
    why: 'New readers refuse data that was written before: what is stored, queued or replayed.',
    wayOut: 'Go on reading the old form, or give the new one a version of its own.',
  }),
  'contract/event-new-data-refused': breakMessage({
    what: whatOf,
    why: 'Readers that are not deployed anew refuse what is written from now on.',
    wayOut: 'Deploy readers that understand it first, or write it as a version of its own.',
  }),
  'contract/event-schema-removed': breakMessage({
    what: (data) => `The schema ${textOf(data['document'])} is gone.`,
    why: 'With it goes the promise to readers, and the check that it is kept.',
    wayOut: 'Put it back. To move it, use `git mv`, and keep it within `contracts.events`.',
  }),
};
