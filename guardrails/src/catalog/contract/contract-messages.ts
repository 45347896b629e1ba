import type { FindingData, Json } from '../../guardrail.ts';

type Message = (data: FindingData) => string;

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));

/** ` (GET /users, POST /users and 3 more)`. */
const reach = ({ operations, operationCount }: FindingData): string => {
  const names = Array.isArray(operations) ? operations.map((name: Json) => text(name)) : [];
  const more = Number(operationCount ?? 0) - names.length;
  if (names.length === 0) return '';
  return ` of ${names.join(', ')}${more > 0 ? ` and ${more} more operations` : ''}`;
};

const message =
  (what: (data: FindingData) => string, why: string, wayOut: string): Message =>
  (data) =>
    `${what(data)} ${why} ${wayOut}`;

const unlessAgreed = 'If the break is meant, the brief must say `api: breaking` (a major version).';

/** Code → text from data. */
export const contractMessages: { readonly [code: string]: Message } = {
  'contract/path-removed': message(
    (d) => `The path ${text(d.subject)} is gone from ${text(d.document)}.`,
    'Callers of it now get 404.',
    `Keep it, mark it \`deprecated: true\` and remove it in a major version once nobody calls it. ${unlessAgreed}`,
  ),
  'contract/method-removed': message(
    (d) => `${text(d.subject)} is gone from ${text(d.document)}.`,
    'Callers of it now get 405.',
    `Keep it, mark it \`deprecated: true\` and remove it in a major version once nobody calls it. ${unlessAgreed}`,
  ),
  'contract/response-status-removed': message(
    (d) => `The answer ${text(d.subject)}${reach(d)} is gone.`,
    'Callers that handle this status no longer get it, and get one they do not know.',
    `Keep the status and add others beside it. ${unlessAgreed}`,
  ),
  'contract/media-type-removed': message(
    (d) => `The media type ${text(d.subject)} (${text(d.where)})${reach(d)} is gone.`,
    'Callers that send or accept only that type fail with 415 or 406.',
    `Offer the new type beside the old one. ${unlessAgreed}`,
  ),
  'contract/response-property-removed': message(
    (d) => `${text(d.where)}${reach(d)} is gone.`,
    'Callers that read it now find nothing there.',
    `Keep it, filled as before, and add the new property beside it. ${unlessAgreed}`,
  ),
  'contract/response-property-optional': message(
    (d) => `${text(d.where)}${reach(d)} was always there and is now optional.`,
    'Callers that read it without asking fail when it is absent.',
    `Keep it required and always send it. ${unlessAgreed}`,
  ),
  'contract/response-enum-value-added': message(
    (d) => `${text(d.where)}${reach(d)} can now be ${text(d.subject)}.`,
    'Generated clients refuse a value that they do not know.',
    `Send the new value only to callers that ask for it, or in a new property. ${unlessAgreed}`,
  ),
  'contract/type-widened': message(
    (d) => `${text(d.where)}${reach(d)}: ${text(d.subject)} went from ${text(d.from)} to ${text(d.to)}.`,
    'Answers may now hold what callers never had to understand.',
    `Keep the old property as it was and add a new one. ${unlessAgreed}`,
  ),
  'contract/request-enum-value-removed': message(
    (d) => `${text(d.where)}${reach(d)} no longer accepts ${text(d.subject)}.`,
    'Callers that send it are now refused.',
    `Go on accepting it, as the value that comes nearest if need be. ${unlessAgreed}`,
  ),
  'contract/required-input-added': message(
    (d) => `${text(d.subject)} (${text(d.where)})${reach(d)} must now be sent.`,
    'Callers that do not know of it are refused.',
    `Make it optional, with a default that means what was meant before. ${unlessAgreed}`,
  ),
  'contract/input-removed': message(
    (d) => `${text(d.subject)} (${text(d.where)})${reach(d)} is no longer an input.`,
    'Callers that send it are refused, or what they asked for is ignored.',
    `Go on accepting it and say that it is deprecated. ${unlessAgreed}`,
  ),
  'contract/type-narrowed': message(
    (d) => `${text(d.where)}${reach(d)}: ${text(d.subject)} went from ${text(d.from)} to ${text(d.to)}.`,
    'Callers that send what was right before are now refused.',
    `Go on accepting the old form beside the new one. ${unlessAgreed}`,
  ),
  'contract/addition-not-agreed': message(
    (d) => `${text(d.subject)} (${text(d.where)})${reach(d)} is new in ${text(d.document)}.`,
    'The brief says `api: unchanged`, and what is published has to be kept.',
    'Take it out, or have the brief say `api: additive` (a minor version).',
  ),
  'contract/document-removed': message(
    (d) => `The OpenAPI document ${text(d.document)} is gone.`,
    'With it goes every promise that callers build on, and the check that they are kept.',
    `Put it back; to move it, use \`git mv\` so that it is followed. ${unlessAgreed}`,
  ),
  'contract/unreadable': message(
    (d) => `${text(d.document)} is neither JSON nor YAML: ${text(d.detail)} (column ${text(d.column)}).`,
    'Nobody can generate a client from it, and whether it breaks callers cannot be checked.',
    'Repair the syntax at this line.',
  ),
  'contract/not-openapi': message(
    (d) => `${text(d.document)} was an OpenAPI document and no longer is: ${text(d.detail)}.`,
    'Whether it breaks callers cannot be checked any more.',
    'Put back `openapi: 3.x` and the paths.',
  ),
};
