import { compareDependencies } from './compare-dependencies.ts';
import { compareOpenProperties } from './compare-open-properties.ts';
import { matchesPattern } from './pattern.ts';
import type { LocalDifference, LocalPair, LocalResult, ReadPair } from './schema-difference.ts';
import type { Parts, Schema } from './schema.ts';
import { visibleProperties } from './visible-properties.ts';

/** Compares what two schemas say of the properties of an object. Pure. */
export const compareObjects = (pair: ReadPair): LocalResult => {
  if (!speaksOfObjects(pair)) return { differences: [], pairs: [] };
  const { direction, readers } = pair;
  const sides: Sides = {
    base: visibleProperties(pair.base, { reader: readers.base, direction }),
    head: visibleProperties(pair.head, { reader: readers.head, direction }),
  };
  const open = compareOpenProperties(pair);
  const names = direction === 'request' ? requestNames(pair, sides) : responseNames(pair, sides);
  return {
    differences: [...names, ...open.differences, ...compareDependencies(pair)],
    pairs: [...namedPairs(pair, sides), ...open.pairs],
  };
};

/** People also list properties under `type: string`: it refuses nothing, but they meant something by it. */
const speaksOfObjects = ({ inner, outer }: ReadPair): boolean =>
  (inner.types.has('object') && outer.types.has('object')) || (inner.properties.size > 0 && outer.properties.size > 0);

type Sides = { readonly base: ReadonlyMap<string, Parts>; readonly head: ReadonlyMap<string, Parts> };

const requestNames = (pair: ReadPair, { base, head }: Sides): readonly LocalDifference[] => {
  const isNewlyRequired = (name: string) => pair.head.required.has(name) && !pair.base.required.has(name);
  const isHiddenAtHead = (name: string) => pair.head.properties.has(name) && !head.has(name);
  const removed = [...base.keys()].filter((name) => !head.has(name) && !isMatched(pair.head, name));
  const isClosed = isNever(pair.head.additional, pair, 'head');
  return [
    ...removed.flatMap((name) => {
      const isRefused = isClosed && !isHiddenAtHead(name);
      if (!isRefused && pair.openness === 'strict') return [];
      return [about(name, { base, head }, { kind: 'input-removed', keyword: 'properties', isCertain: isRefused })];
    }),
    ...[...pair.head.required]
      .filter((name) => isNewlyRequired(name) && !isHiddenAtHead(name))
      .map((name) =>
        about(name, { base, head }, { kind: 'required-input-added', keyword: 'required', isCertain: true }),
      ),
    ...[...head.keys()].filter((name) => !base.has(name) && !isNewlyRequired(name)).map((name) => addition(name, head)),
  ];
};

const responseNames = (pair: ReadPair, { base, head }: Sides): readonly LocalDifference[] => {
  // What becomes `writeOnly` was most often never sent.
  const isHiddenAtHead = (name: string) => pair.head.properties.has(name) && !head.has(name);
  const isPromised = (name: string) => pair.base.required.has(name) && !isHiddenAtHead(name);
  const isClosed = pair.openness === 'strict' && isNever(pair.base.additional, pair, 'base');
  const removed = [...base.keys()].filter((name) => !head.has(name));
  const optional = [...pair.base.required].filter(
    (name) => !pair.head.required.has(name) && (base.has(name) ? head.has(name) : !pair.base.properties.has(name)),
  );
  const added = [...head.keys()].filter((name) => !base.has(name));
  return [
    ...removed
      .filter((name) => isPromised(name) || pair.openness === 'tolerant')
      .map((name) =>
        about(
          name,
          { base, head },
          { kind: 'response-property-removed', keyword: 'properties', isCertain: isPromised(name) },
        ),
      )
      .map((fact) => (isHiddenAtHead(fact.subject) ? { ...fact, impact: 'note' as const } : fact)),
    ...optional.map((name) =>
      about(name, { base, head }, { kind: 'response-property-optional', keyword: 'required', isCertain: true }),
    ),
    ...added.map((name): LocalDifference =>
      isClosed && !isMatched(pair.base, name)
        ? { ...addition(name, head), kind: 'type-widened', impact: 'certain', keyword: 'additionalProperties' }
        : addition(name, head),
    ),
  ];
};

/** Properties of both sides; and of one side, where the other says something of all that it does not name. */
const namedPairs = (pair: ReadPair, { base, head }: Sides): readonly LocalPair[] =>
  [...new Set([...base.keys(), ...head.keys()])].flatMap((name) => {
    const one = base.get(name) ?? restOf(pair.base, name);
    const other = head.get(name) ?? restOf(pair.head, name);
    if (one === null || other === null) return [];
    return [{ key: name, name, base: one, head: other }];
  });

/** What a schema says of a name that it does not list; null: nothing that can be compared. */
const restOf = (schema: Schema, name: string): Parts | null => {
  if (schema.properties.has(name)) return null;
  const matched = [...schema.patternProperties].filter(([pattern]) => matchesPattern(pattern, name) === true);
  if (matched.length > 0) return matched.flatMap(([, parts]) => parts);
  return schema.additional.length > 0 && schema.additional.every(({ node }) => typeof node !== 'boolean')
    ? schema.additional
    : null;
};

const isMatched = (schema: Schema, name: string): boolean =>
  [...schema.patternProperties.keys()].some((pattern) => matchesPattern(pattern, name) === true);

const isNever = (parts: Parts, { readers }: ReadPair, side: 'base' | 'head'): boolean =>
  parts.length > 0 && readers[side].read(parts).types.size === 0;

type Fact = { readonly kind: LocalDifference['kind']; readonly keyword: string; readonly isCertain: boolean };

const about = (name: string, { base, head }: Sides, { kind, keyword, isCertain }: Fact): LocalDifference => ({
  kind,
  impact: isCertain ? 'certain' : 'possible',
  keyword,
  subject: name,
  from: null,
  to: null,
  property: name,
  baseAt: base.get(name)?.[0],
  headAt: head.get(name)?.[0],
  isNew: !base.has(name),
});

const addition = (name: string, head: ReadonlyMap<string, Parts>): LocalDifference => ({
  kind: 'addition',
  impact: 'none',
  keyword: 'properties',
  subject: name,
  from: null,
  to: null,
  property: name,
  headAt: head.get(name)?.[0],
  isNew: true,
});
