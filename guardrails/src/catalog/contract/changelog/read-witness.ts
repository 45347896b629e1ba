import type { FindingData, Json } from '../../../guardrail.ts';

/** A verified example of a break, as lines to show. */
export type ShownWitness = {
  /** What it shows, in a sentence. */
  readonly says: string;
  /** A request, a response or a value, as text of several lines. */
  readonly example: string;
  /** What the validator or compiler said of it. */
  readonly why: string;
};

const mostCharacters = 4000;

/** The witness in a finding's data, set as a request, a response, a value or a piece of code; null where there is none. Pure. */
export const readWitness = (data: FindingData): ShownWitness | null => {
  const witness = data['witness'];
  if (typeof witness === 'string')
    return { says: 'It compiles against base and not against head.', example: cut(witness), why: textOf(data['why']) };
  if (!isRecord(witness)) return null;
  const { why = '', path, value, source } = witness;
  const reason = typeof path === 'string' && path !== '' ? `${path}: ${textOf(why)}` : textOf(why);
  if (typeof source === 'string')
    return { says: 'It compiles against base and not against head.', example: cut(source), why: reason };
  if (value === undefined) return null;
  return {
    says: sentenceOf(witness, firstText(data['operations']) === '' ? 'value' : 'request'),
    example: cut(exampleOf(data, witness, value)),
    why: reason,
  };
};

const sentenceOf = ({ side, acceptedBy }: { readonly [key: string]: Json }, noun: 'request' | 'value'): string => {
  if (side === 'response' && noun === 'request')
    return 'Head may answer this, and what was built on base does not expect it:';
  return acceptedBy === 'head'
    ? `Head accepts this ${noun}, base refuses it:`
    : `Base accepts this ${noun}, head refuses it:`;
};

const exampleOf = (data: FindingData, { side, request }: { readonly [key: string]: Json }, value: Json): string => {
  const operation = firstText(data['operations']);
  const body = JSON.stringify(value, null, 2);
  if (typeof request === 'string') return `${request}\n\n${body}`;
  const where = typeof data['where'] === 'string' ? data['where'] : '';
  const parameter = /^(?:the )?(path|query|header|cookie) parameter ([^,]+)/.exec(where);
  if (parameter !== null) return `${operation}\n${parameter[1] ?? ''} ${parameter[2] ?? ''} = ${body}`;
  if (side === 'response')
    return `${operation}${operation === '' ? '' : ' answers'} ${/response (\w+)/.exec(where)?.[1] ?? ''}\n\n${body}`.trim();
  return operation === '' ? body : `${operation}\n\n${body}`;
};

const firstText = (value: Json | undefined): string => {
  const [first] = Array.isArray(value) ? (value as readonly Json[]) : [];
  return typeof first === 'string' ? first : '';
};

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const cut = (text: string): string =>
  text.length <= mostCharacters
    ? text
    : `${text.slice(0, mostCharacters)}\n… (${text.length - mostCharacters} more characters)`;

const isRecord = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
