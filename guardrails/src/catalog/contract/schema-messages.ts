import { breakMessage, changeOf, reachOf, textOf } from './message.ts';
import type { Message } from './message.ts';

/** Texts of what differs in schemas. */
export const schemaMessages: { readonly [code: string]: Message } = {
  'contract/response-property-removed': breakMessage({
    what: (d) => `${textOf(d['where'])}${reachOf(d)} is gone.`,
    why: 'Callers that read it now find nothing there.',
    wayOut: 'Keep it, filled as before, and add the new property beside it.',
  }),
  'contract/response-property-optional': breakMessage({
    what: (d) => `${textOf(d['where'])}${reachOf(d)} was always there and is now optional.`,
    why: 'Callers that read it without asking fail when it is absent.',
    wayOut: 'Keep it required and always send it.',
  }),
  'contract/response-enum-value-added': breakMessage({
    what: (d) => `${textOf(d['where'])}${reachOf(d)} can now be ${textOf(d['subject'])}.`,
    why: 'Generated clients refuse a value that they do not know.',
    wayOut: 'Send the new value only to callers that ask for it, or in a new property.',
  }),
  'contract/type-widened': breakMessage({
    what: (d) => `${textOf(d['where'])}${reachOf(d)}: ${textOf(d['subject'])} ${changeOf(d)}.`,
    why: 'Answers may now hold what callers never had to understand.',
    wayOut: 'Keep the old property as it was and add a new one.',
  }),
  'contract/request-enum-value-removed': breakMessage({
    what: (d) => `${textOf(d['where'])}${reachOf(d)} no longer accepts ${textOf(d['subject'])}.`,
    why: 'Callers that send it are now refused.',
    wayOut: 'Go on accepting it, as the value that comes nearest if need be.',
  }),
  'contract/required-input-added': breakMessage({
    what: (d) => `${textOf(d['subject'])} (${textOf(d['where'])})${reachOf(d)} must now be sent.`,
    why: 'Callers that do not know of it are refused.',
    wayOut: 'Make it optional, with a default that means what was meant before.',
  }),
  'contract/input-removed': breakMessage({
    what: (d) => `${textOf(d['subject'])} (${textOf(d['where'])})${reachOf(d)} is no longer an input.`,
    why: 'Callers that send it are refused, or what they asked for is ignored.',
    wayOut: 'Go on accepting it and mark it `deprecated: true` with an `x-sunset`.',
  }),
  'contract/type-narrowed': breakMessage({
    what: (d) => `${textOf(d['where'])}${reachOf(d)}: ${textOf(d['subject'])} ${changeOf(d)}.`,
    why: 'Callers that send what was right before are now refused.',
    wayOut: 'Go on accepting the old form beside the new one.',
  }),
  'contract/default-changed': breakMessage({
    what: (d) => `${textOf(d['where'])}${reachOf(d)}: the default ${changeOf(d)}.`,
    why: 'Callers that leave it out now get something else, and no error tells them.',
    wayOut: 'Keep the default; callers that want the new one can send it.',
  }),
  'contract/discriminator-changed': breakMessage({
    what: (d) => `${textOf(d['where'])}${reachOf(d)}: the discriminator (${textOf(d['subject'])}) ${changeOf(d)}.`,
    why: 'The two sides now take the same value for different schemas.',
    wayOut: 'Keep the name and the values, and add new ones beside them.',
  }),
};
