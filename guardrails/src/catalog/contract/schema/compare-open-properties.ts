import { patternText } from './pattern-text.ts';
import { stricter } from './stricter.ts';
import type { LocalPair, LocalResult, ReadPair } from './schema-difference.ts';
import type { Parts, Schema } from './schema.ts';

/** Compares what two schemas say of properties that they do not name: by pattern, or all of them. Pure. */
export const compareOpenProperties = (pair: ReadPair): LocalResult => {
  const patterns = comparePatterns(pair);
  const rest = compareRest(pair);
  return {
    differences: [...patterns.differences, ...rest.differences],
    pairs: [...patterns.pairs, ...rest.pairs],
  };
};

const compareRest = (pair: ReadPair): LocalResult => {
  const { inner, outer, base, head, direction, openness } = pair;
  if (outer.additional.length === 0 || isNever(inner.additional, pair, 'inner')) return nothing;
  if (!isNever(outer.additional, pair, 'outer')) {
    return { differences: [], pairs: [openPair(freeName([base, head]), '*', [base.additional, head.additional])] };
  }
  const describe = (parts: Parts, side: 'base' | 'head') =>
    parts.length === 0 ? 'any' : pair.readers[side].read(parts).types.size === 0 ? 'none' : 'by a schema';
  const change = [describe(base.additional, 'base'), describe(head.additional, 'head')] as const;
  const fact = stricter(pair, { keyword: 'additionalProperties', change });
  // A tolerant reader of an answer does not look at what it does not know.
  const isTolerated = direction === 'response' && openness === 'tolerant';
  return { differences: [isTolerated ? { ...fact, impact: 'note' } : fact], pairs: [] };
};

const nothing: LocalResult = { differences: [], pairs: [] };

const comparePatterns = (pair: ReadPair): LocalResult => {
  const { inner, outer, base, head } = pair;
  const patterns = [...new Set([...inner.patternProperties.keys(), ...outer.patternProperties.keys()])];
  const results = patterns.map((pattern): LocalResult => {
    const isShared = inner.patternProperties.has(pattern) && outer.patternProperties.has(pattern);
    if (isShared) {
      const sides = [base.patternProperties.get(pattern) ?? [], head.patternProperties.get(pattern) ?? []] as const;
      return { differences: [], pairs: [openPair(patternText(pattern) ?? 'key', `/${pattern}/`, sides)] };
    }
    const isNew = outer.patternProperties.has(pattern);
    const isAffected = isNew ? !isNever(inner.additional, pair, 'inner') : isNever(outer.additional, pair, 'outer');
    if (!isAffected) return nothing;
    const describe = (schema: Schema) => (schema.patternProperties.has(pattern) ? `/${pattern}/` : 'none');
    const change = [describe(base), describe(head)] as const;
    return { differences: [stricter(pair, { keyword: 'patternProperties', change })], pairs: [] };
  });
  return {
    differences: results.flatMap(({ differences }) => differences),
    pairs: results.flatMap(({ pairs }) => pairs),
  };
};

const openPair = (key: string, name: string, [base, head]: readonly [Parts, Parts]): LocalPair => ({
  key,
  name,
  base,
  head,
});

const isNever = (parts: Parts, { readers, direction }: ReadPair, side: 'inner' | 'outer'): boolean => {
  const reader = (side === 'inner') === (direction === 'request') ? readers.base : readers.head;
  return parts.length > 0 && reader.read(parts).types.size === 0;
};

const names = ['extra', 'extra2', 'other', 'anything'];

const freeName = (schemas: readonly Schema[]): string =>
  names.find((name) => schemas.every((schema) => !schema.properties.has(name))) ?? 'extraProperty';
