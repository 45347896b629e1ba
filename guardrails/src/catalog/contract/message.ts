import type { FindingData, Json } from '../../guardrail.ts';

/** Writes the text of a finding from its data. */
export type Message = (data: FindingData) => string;

/** A value of a finding as text. */
export const textOf = (value: Json | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null);

/** ` of GET /users, POST /users and 3 more operations`; empty where none is named. */
export const reachOf = ({ operations, operationCount }: FindingData): string => {
  const names = Array.isArray(operations) ? operations.map((name: Json) => textOf(name)) : [];
  const more = Number(operationCount ?? 0) - names.length;
  if (names.length === 0) return '';
  return ` of ${names.join(', ')}${more > 0 ? ` and ${more} more operations` : ''}`;
};

/** `: went from string to integer`, in the words of a message. */
export const changeOf = ({ from, to }: FindingData): string => `went from ${textOf(from)} to ${textOf(to)}`;

/** What a message says in its three parts. */
export type MessageParts = { readonly what: Message; readonly why: string; readonly wayOut: string };

/** The message of a break: what, an example that was verified, who it hits here, why it matters, what to do about it. */
export const breakMessage =
  ({ what, why, wayOut }: MessageParts): Message =>
  (data) =>
    [what(data), exampleOf(data), why, consumersOf(data), wayOut, unlessAgreed].filter((part) => part !== '').join(' ');

/** The message of what breaks nobody. */
export const plainMessage =
  ({ what, why, wayOut }: MessageParts): Message =>
  (data) =>
    [what(data), why, wayOut].filter((part) => part !== '').join(' ');

const unlessAgreed = 'If the break is meant, the brief must say `api: breaking` (a major version).';

const longestExample = 300;

const exampleOf = ({ witness }: FindingData): string => {
  if (typeof witness !== 'object' || witness === null || Array.isArray(witness)) return '';
  const { side, value, acceptedBy, why } = witness as { readonly [key: string]: Json };
  if (value === undefined) return '';
  const text = JSON.stringify(value);
  const shown = text.length > longestExample ? `${text.slice(0, longestExample)} …` : text;
  const said =
    side === 'request' || acceptedBy === 'base'
      ? 'This was accepted and is now refused'
      : 'This may now be sent and was not allowed before';
  return `${said}: ${shown}${typeof why === 'string' && why !== '' ? ` (${why})` : ''}.`;
};

const mostConsumers = 3;

const consumersOf = ({ consumers }: FindingData): string => {
  if (!Array.isArray(consumers)) return '';
  if (consumers.length === 0) return 'Nobody in this repository relies on it; callers elsewhere may.';
  const places = consumers.slice(0, mostConsumers).map((consumer: Json) => placeOf(consumer));
  const more = consumers.length - places.length;
  return `It is relied on at ${places.join(', ')}${more > 0 ? ` and ${more} more places` : ''}.`;
};

const placeOf = (consumer: Json): string => {
  const { file, line, owner } = consumer as { readonly [key: string]: Json };
  return `${textOf(file)}:${textOf(line)}${typeof owner === 'string' ? ` (${owner})` : ''}`;
};
