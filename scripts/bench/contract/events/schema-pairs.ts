import fc from 'fast-check';
import { arbitraryDocument } from '../properties/arbitrary-document.ts';
import { narrow } from '../properties/narrowings.ts';
import { createRandom } from '../properties/random.ts';
import type { Fields, Value } from '../witness/as-json-schema.ts';

/** Two versions of a JSON Schema, and whether head refuses data that base accepted. */
export type SchemaPairCase = {
  readonly kind: string;
  readonly isBreaking: boolean;
  readonly base: Fields;
  readonly head: Fields;
};

const draft = 'https://json-schema.org/draft/2020-12/schema';

/** Pairs by construction: narrowed (breaking), widened and rewritten (not), from as many generated schemas. */
export const schemaPairs = (count: number, seed: number): readonly SchemaPairCase[] =>
  fc
    .sample(arbitraryDocument, { numRuns: count * 3, seed })
    .flatMap((document, index) => pairsOf(document, seed + index))
    .slice(0, count * 3);

const pairsOf = (document: Fields, seed: number): readonly SchemaPairCase[] => {
  const narrowed = narrow(document, 'request', createRandom(seed));
  const [wide, less] = [bodyOf(narrowed?.wide), bodyOf(narrowed?.narrow)];
  if (narrowed === null || wide === null || less === null || JSON.stringify(wide) === JSON.stringify(less)) return [];
  const { rule } = narrowed;
  return [
    { kind: rule, isBreaking: true, base: wide, head: less },
    { kind: `${rule}, the other way round`, isBreaking: false, base: less, head: wide },
    {
      kind: 'wrapped and referred to',
      isBreaking: false,
      base: wide,
      head: { $schema: draft, allOf: [{ $ref: '#/$defs/it' }], $defs: { it: { ...wide } } },
    },
  ];
};

const bodyOf = (document: Fields | undefined): Fields | null => {
  const paths = Object.values((document?.['paths'] ?? {}) as Fields) as readonly Fields[];
  for (const item of paths) {
    const body = at(item, ['post', 'requestBody', 'content', 'application/json', 'schema']);
    if (body !== undefined) return { $schema: draft, ...(body as Fields) };
  }
  return null;
};

const at = (node: Value | undefined, path: readonly string[]): Value | undefined =>
  path.reduce<Value | undefined>((value, key) => (value as Fields | undefined)?.[key], node);
