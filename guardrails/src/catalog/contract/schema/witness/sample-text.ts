import { acceptsScalar } from '../accepts-scalar.ts';
import { patternTexts } from '../pattern-text.ts';
import type { Schema } from '../schema.ts';
import type { Sample, WantedSchemas } from './sampler.ts';

/** Makes a text of the right format, pattern and length. Pure. */
export const sampleText = ({ schema, other }: WantedSchemas): Sample => {
  const fitting = textsNear(schema, other).filter((text) => acceptsScalar(schema, text));
  const isLiked = (text: string) => other === null || acceptsScalar(other, text);
  const liked = fitting.find(
    (text) => isLiked(text) && hasFormat(schema, text) && (other === null || hasFormat(other, text)),
  );
  const value = liked ?? fitting.find(isLiked) ?? fitting[0];
  return value === undefined ? null : { value };
};

const maximumLength = 20_000;

/** Texts that show where two schemas differ in format, pattern or length: what fits comes first. Not yet tried. Pure. */
export const textsNear = (schema: Schema, other: Schema | null): readonly string[] => {
  const all = [schema, ...(other === null ? [] : [other])];
  const formats = all.flatMap((one) => [...one.formats].flatMap((format) => formatTexts.get(format) ?? []));
  const patterns = all.flatMap((one) => [...one.patterns].flatMap(patternTexts));
  const limits = all.flatMap(({ bounds }) =>
    (['minLength', 'maxLength'] as const).flatMap((word) => bounds.get(word) ?? []),
  );
  const lengths = limits.flatMap((limit) => [limit, limit + 1, limit - 1]).filter((n) => n >= 0 && n <= maximumLength);
  const sized = [...new Set(lengths)].map((length) => 'a'.repeat(length));
  // A format or a pattern may have to be met at a certain length.
  const padded = [...formats, ...patterns].flatMap((text) =>
    [...new Set(lengths)].flatMap((length) =>
      text.length < length ? [text + (text.at(-1) ?? '').repeat(length - text.length)] : [],
    ),
  );
  return [...new Set([...formats, ...patterns, ...padded, 'a', ...sized, ...odd])];
};

const hasFormat = (schema: Schema, text: string): boolean =>
  [...schema.formats].every((format) => formatTexts.get(format)?.includes(text) ?? true);

const odd = ['text', '', '0', 'A', '-', '!', ' ', 'a b', 'é', 'ü@!', 'a-b_c.d', '12345', 'ABC', 'no such format'];

const formatTexts: ReadonlyMap<string, readonly string[]> = new Map([
  ['date-time', ['2024-01-31T12:00:00Z']],
  ['iso-date-time', ['2024-01-31T12:00:00Z']],
  ['date', ['2024-01-31']],
  ['time', ['12:00:00Z']],
  ['iso-time', ['12:00:00Z']],
  ['duration', ['P1D']],
  ['email', ['a@example.com']],
  ['idn-email', ['a@example.com']],
  ['hostname', ['example.com']],
  ['idn-hostname', ['example.com']],
  ['ipv4', ['192.0.2.1']],
  ['ipv6', ['2001:db8::1']],
  ['uri', ['https://example.com/']],
  ['url', ['https://example.com/']],
  ['iri', ['https://example.com/']],
  ['uri-reference', ['/a', 'https://example.com/']],
  ['iri-reference', ['/a', 'https://example.com/']],
  ['uri-template', ['/{a}']],
  ['uuid', ['123e4567-e89b-42d3-a456-426614174000']],
  ['json-pointer', ['/a']],
  ['relative-json-pointer', ['0']],
  ['regex', ['a']],
  ['byte', ['YQ==']],
]);
