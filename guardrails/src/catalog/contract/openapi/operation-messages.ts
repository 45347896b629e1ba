import { breakMessage, changeOf, plainMessage, reachOf, textOf } from '../message.ts';
import type { Message } from '../message.ts';

const deprecateFirst =
  'Keep it, mark it `deprecated: true` with an `x-sunset`, and remove it in a major version once nobody calls it.';

/** Texts of what differs in operations. */
export const operationMessages: { readonly [code: string]: Message } = {
  'contract/path-removed': breakMessage({
    what: (d) => `The path ${textOf(d['subject'])} is gone from ${textOf(d['document'])}.`,
    why: 'Callers of it now get 404.',
    wayOut: deprecateFirst,
  }),
  'contract/method-removed': breakMessage({
    what: (d) => `${textOf(d['subject'])} is gone from ${textOf(d['document'])}.`,
    why: 'Callers of it now get 405.',
    wayOut: deprecateFirst,
  }),
  'contract/webhook-removed': breakMessage({
    what: (d) => `The webhook ${textOf(d['subject'])} is gone from ${textOf(d['document'])}.`,
    why: 'Whoever waits for it is never called again, and nothing tells them.',
    wayOut: 'Go on sending it beside what replaces it, and say until when.',
  }),
  'contract/callback-removed': breakMessage({
    what: (d) => `The callback ${textOf(d['subject'])}${reachOf(d)} is gone.`,
    why: 'Callers that gave an address for it are never called.',
    wayOut: 'Go on calling it beside what replaces it, and say until when.',
  }),
  'contract/response-status-removed': breakMessage({
    what: (d) => `The answer ${textOf(d['subject'])}${reachOf(d)} is gone.`,
    why: 'Callers that handle this status no longer get it, and may get one they do not know.',
    wayOut: 'Keep the status and add others beside it.',
  }),
  'contract/media-type-removed': breakMessage({
    what: (d) => `The media type ${textOf(d['subject'])} (${textOf(d['where'])})${reachOf(d)} is gone.`,
    why: 'Callers that send or accept only that type fail with 415 or 406.',
    wayOut: 'Offer the new type beside the old one.',
  }),
  'contract/media-type-widened': breakMessage({
    what: (d) => `The media type of ${textOf(d['where'])}${reachOf(d)} ${changeOf(d)}.`,
    why: 'Answers may now come in formats that callers cannot read.',
    wayOut: 'Name each format, and answer in the old one unless a caller asks for another.',
  }),
  'contract/parameter-style-changed': breakMessage({
    what: (d) => `${textOf(d['where'])}${reachOf(d)} is written in another way: it ${changeOf(d)}.`,
    why: 'What callers write there is now read as something else.',
    wayOut: 'Keep the style, and add a parameter of another name for the new one.',
  }),
  'contract/encoding-changed': breakMessage({
    what: (d) =>
      `The form field ${textOf(d['subject'])} (${textOf(d['where'])})${reachOf(d)} is written in another way: it ${changeOf(d)}.`,
    why: 'What callers write there is now read as something else.',
    wayOut: 'Keep the encoding, and add a field of another name for the new one.',
  }),
  'contract/response-header-removed': breakMessage({
    what: (d) => `The header ${textOf(d['subject'])} (${textOf(d['where'])})${reachOf(d)} is gone.`,
    why: 'Callers that read it now find nothing there.',
    wayOut: 'Go on sending it.',
  }),
  'contract/response-header-optional': breakMessage({
    what: (d) =>
      `The header ${textOf(d['subject'])} (${textOf(d['where'])})${reachOf(d)} was always there and is now optional.`,
    why: 'Callers that read it without asking fail when it is absent.',
    wayOut: 'Keep it required and always send it.',
  }),
  'contract/link-removed': plainMessage({
    what: (d) => `The link ${textOf(d['subject'])} (${textOf(d['where'])})${reachOf(d)} is gone.`,
    why: 'Tools that follow it lose their way; the operation that it named may still be there.',
    wayOut: 'Keep it where that operation is still there.',
  }),
  'contract/security-tightened': breakMessage({
    what: (d) => `Who came in with ${textOf(d['subject'])} is now shut out${reachOf(d)}: security ${changeOf(d)}.`,
    why: 'Callers that were let in get 401 or 403.',
    wayOut: 'Go on accepting the old credentials and scopes beside the new ones until callers have moved.',
  }),
  'contract/security-scheme-changed': breakMessage({
    what: (d) => `${textOf(d['where'])} changed: ${textOf(d['subject'])} ${changeOf(d)}.`,
    why: 'Callers have the old address, flow or scope written down.',
    wayOut: 'Keep the old one working, and add the new scheme beside it.',
  }),
  'contract/server-removed': breakMessage({
    what: (d) => `The server ${textOf(d['subject'])}${reachOf(d)} is no longer named (${textOf(d['to'])}).`,
    why: 'Callers have its address written down.',
    wayOut: 'Keep it, or see to it that it forwards to the new one.',
  }),
  'contract/operation-id-changed': breakMessage({
    what: (d) => `The operation id${reachOf(d)} ${changeOf(d)}.`,
    why: 'Generated clients name their functions after it, so their callers no longer compile.',
    wayOut: 'Keep the id; a better name can stand in the summary.',
  }),
  'contract/tag-removed': plainMessage({
    what: (d) => `The tag ${textOf(d['subject'])}${reachOf(d)} is gone.`,
    why: 'Some generators put operations into classes or files by their tags.',
    wayOut: 'Keep it if clients are generated by tags.',
  }),
  'contract/component-removed': plainMessage({
    what: (d) => `The shared schema ${textOf(d['subject'])} is gone from ${textOf(d['document'])}.`,
    why: 'It breaks no call, but generated types are named after it.',
    wayOut: 'Keep the name if callers generate types.',
  }),
};
