import { isRecord, member } from '../document/parse-document.ts';
import type { Located } from '../document/resolve-reference.ts';
import type { BoundWord, JsonType } from './schema.ts';

const words: readonly BoundWord[] = [
  ...(['minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const),
  ...(['minItems', 'maxItems', 'minProperties', 'maxProperties'] as const),
];

/** The tightest limits that parts set, exclusive ones of whole numbers made inclusive. Those that say nothing are left out. Pure. */
export const mergeBounds = (
  parts: readonly Located[],
  types: ReadonlySet<JsonType>,
): ReadonlyMap<BoundWord, number> => {
  const bounds = new Map<BoundWord, number>();
  for (const [word, limit] of parts.flatMap(statedBounds)) {
    const before = bounds.get(word);
    bounds.set(
      word,
      before === undefined ? limit : isUpperBound(word) ? Math.min(before, limit) : Math.max(before, limit),
    );
  }
  for (const word of ['minLength', 'minItems', 'minProperties'] as const) {
    if ((bounds.get(word) ?? 1) <= 0) bounds.delete(word);
  }
  if (types.has('integer')) makeInclusive(bounds);
  keepStronger(bounds, ['minimum', 'exclusiveMinimum']);
  keepStronger(bounds, ['maximum', 'exclusiveMaximum']);
  return bounds;
};

/** `maxLength`, `exclusiveMaximum`, …: a higher limit accepts more. */
export const isUpperBound = (word: BoundWord): boolean => /max/i.test(word);

const statedBounds = ({ node }: Located): readonly (readonly [BoundWord, number])[] => {
  if (!isRecord(node)) return [];
  const isExclusive = (word: 'minimum' | 'maximum') =>
    member(node, word === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum') === true;
  return words.flatMap((word) => {
    const limit = member(node, word);
    if (typeof limit !== 'number' || !Number.isFinite(limit)) return [];
    if (word === 'minimum' && isExclusive(word)) return [['exclusiveMinimum', limit]];
    if (word === 'maximum' && isExclusive(word)) return [['exclusiveMaximum', limit]];
    return [[word, limit]];
  });
};

const makeInclusive = (bounds: Map<BoundWord, number>): void => {
  const [above, below] = [bounds.get('exclusiveMinimum'), bounds.get('exclusiveMaximum')];
  const [low, high] = [bounds.get('minimum'), bounds.get('maximum')];
  const lowest = Math.max(
    low === undefined ? -Infinity : Math.ceil(low),
    above === undefined ? -Infinity : Math.floor(above) + 1,
  );
  const highest = Math.min(
    high === undefined ? Infinity : Math.floor(high),
    below === undefined ? Infinity : Math.ceil(below) - 1,
  );
  bounds.delete('exclusiveMinimum');
  bounds.delete('exclusiveMaximum');
  if (lowest !== -Infinity) bounds.set('minimum', lowest);
  if (highest !== Infinity) bounds.set('maximum', highest);
};

const keepStronger = (
  bounds: Map<BoundWord, number>,
  [inclusive, exclusive]: readonly [BoundWord, BoundWord],
): void => {
  const [limit, strict] = [bounds.get(inclusive), bounds.get(exclusive)];
  if (limit === undefined || strict === undefined) return;
  const isStrictStronger = isUpperBound(inclusive) ? strict <= limit : strict >= limit;
  bounds.delete(isStrictStronger ? inclusive : exclusive);
};
