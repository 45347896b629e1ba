import { stricter } from './stricter.ts';
import { intoText } from './schema-difference.ts';
import type { LocalDifference, LocalResult, ReadPair } from './schema-difference.ts';
import type { Schema } from './schema.ts';

/** Compares what schemas tell readers without refusing anything: defaults, discriminators, what a text holds. Pure. */
export const compareAnnotations = (pair: ReadPair): LocalResult => ({
  differences: [...compareDefaults(pair), ...compareDiscriminators(pair), ...compareContent(pair)],
  pairs:
    pair.base.contentSchema.length > 0 && pair.head.contentSchema.length > 0
      ? [{ key: intoText, name: '(content)', base: pair.base.contentSchema, head: pair.head.contentSchema }]
      : [],
});

/** Callers that leave a field out rely on what it then means. What an answer would mean is told by the answer itself. */
const compareDefaults = ({ base, head, direction }: ReadPair): readonly LocalDifference[] =>
  base.defaultValue === head.defaultValue || direction === 'response'
    ? []
    : [
        {
          kind: 'default-changed',
          impact: 'possible',
          keyword: 'default',
          subject: 'default',
          from: base.defaultValue ?? 'none',
          to: head.defaultValue ?? 'none',
        },
      ];

const compareDiscriminators = ({ base, head, direction }: ReadPair): readonly LocalDifference[] => {
  const [one, other] = [base.discriminator, head.discriminator];
  if (one === null || other === null) return [];
  const changed = (subject: string, from: string | null, to: string | null): LocalDifference => ({
    kind: 'discriminator-changed',
    impact: 'possible',
    keyword: 'discriminator',
    subject,
    from,
    to,
  });
  if (one.propertyName !== other.propertyName) return [changed('discriminator', one.propertyName, other.propertyName)];
  const [inner, outer] = direction === 'request' ? [one, other] : [other, one];
  // Without a mapping the names of the schemas count, so only what both sides map can be compared.
  if (inner.mapping.size === 0 || outer.mapping.size === 0) return [];
  return [...inner.mapping]
    .filter(([value]) => !outer.mapping.has(value))
    .map(([value]) => changed(value, one.mapping.get(value) ?? null, other.mapping.get(value) ?? null));
};

const compareContent = (pair: ReadPair): readonly LocalDifference[] => {
  const { inner, outer } = pair;
  if (!inner.types.has('string')) return [];
  const text = ({ content }: Schema, word: string): string => content.get(word) ?? 'any';
  const words = [...outer.content].filter(
    ([word, value]) => inner.content.get(word)?.toLowerCase() !== value.toLowerCase(),
  );
  const gained = outer.contentSchema.length > 0 && inner.contentSchema.length === 0;
  const change = pair.direction === 'request' ? (['any', 'a schema'] as const) : (['a schema', 'any'] as const);
  return [
    ...words.map(([word]) =>
      stricter(pair, { keyword: word, change: [text(pair.base, word), text(pair.head, word)], impact: 'possible' }),
    ),
    ...(gained ? [stricter(pair, { keyword: 'contentSchema', change, impact: 'possible' })] : []),
  ];
};
