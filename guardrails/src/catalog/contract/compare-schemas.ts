import { alternativePairs } from './alternative-pairs.ts';
import { compareValues } from './compare-values.ts';
import type { Difference, Direction } from './difference.ts';
import type { Schema, SchemaReader } from './read-schema.ts';
import type { Located } from './resolve-reference.ts';

/** A schema at base, what it became at head, and how one gets there. */
export type SchemaPair = {
  readonly base: Located;
  readonly head: Located;
  readonly direction: Direction;
  /** `response 200, `: what stands before the property in {@link Difference.where}. */
  readonly place: string;
  /** `items[].owner`; empty at the top. */
  readonly trail: string;
};

/** What a comparison of two schemas found, without the operation that led there. */
export type SchemaDifference = Omit<Difference, 'operations'>;

/** One pair, read. */
export type ReadPair = Pick<SchemaPair, 'direction' | 'place' | 'trail'> & {
  readonly base: Schema;
  readonly head: Schema;
  /** Where the two were met: a `$ref`, or the schema itself. */
  readonly baseAt: Located;
  readonly headAt: Located;
};

/** The readers of both documents, and the pairs already known to differ in nothing. */
export type SchemaReaders = {
  readonly base: SchemaReader;
  readonly head: SchemaReader;
  readonly equal: Record<Direction, WeakMap<Schema, WeakSet<Schema>>>;
};

/**
 * Compares two schemas and all that they lead to, by the direction of the data: a request may only become wider, a
 * response only narrower. Recursive schemas end, because a pair is looked at once. Pure but for remembering in
 * `readers.equal` what was found equal, which makes large documents fast.
 */
export const compareSchemas = (start: SchemaPair, readers: SchemaReaders): readonly SchemaDifference[] => {
  const differences: SchemaDifference[] = [];
  const seen: [Schema, Schema][] = [];
  const visited = new Map<Schema, Set<Schema>>();
  const equal = readers.equal[start.direction];
  // A list instead of recursion: a deep document must not exhaust the stack.
  const pending: SchemaPair[] = [start];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const [base, head] = [readers.base(pair.base), readers.head(pair.head)];
    if (visited.get(base)?.has(head) || equal.get(base)?.has(head) || !base.isKnown || !head.isKnown) continue;
    visited.set(base, (visited.get(base) ?? new Set()).add(head));
    seen.push([base, head]);
    const read: ReadPair = { ...pair, base, head, baseAt: pair.base, headAt: pair.head };
    const further = alternativePairs(read, readers);
    differences.push(...further.differences);
    pending.push(...further.pairs);
    // Where only one side is a choice, its members hold what the other side says itself: the pairs above compare that.
    if (base.alternatives.length > 0 !== head.alternatives.length > 0) continue;
    differences.push(...compareValues(read), ...compareProperties(read, readers));
    pending.push(...childPairs(read, readers));
  }
  if (differences.length === 0) {
    for (const [base, head] of seen) equal.set(base, (equal.get(base) ?? new WeakSet()).add(head));
  }
  return differences;
};

const compareProperties = (pair: ReadPair, readers: SchemaReaders): readonly SchemaDifference[] => {
  const base = visibleProperties(pair.base, { reader: readers.base, direction: pair.direction });
  const head = visibleProperties(pair.head, { reader: readers.head, direction: pair.direction });
  const removed = [...base].filter(([name]) => !head.has(name));
  const added = [...head].filter(([name]) => !base.has(name));
  const isNewlyRequired = (name: string) => pair.head.required.has(name) && !pair.base.required.has(name);
  if (pair.direction === 'response') {
    return [
      ...removed.map(([name, at]) => differ(pair, { kind: 'response-property-removed', name, base: at })),
      ...[...base]
        .filter(([name]) => head.has(name) && pair.base.required.has(name) && !pair.head.required.has(name))
        .map(([name, at]) =>
          differ(pair, { kind: 'response-property-optional', name, base: at, head: head.get(name) }),
        ),
      ...added.map(([name, at]) => differ(pair, { kind: 'addition', name, head: at })),
    ];
  }
  return [
    ...removed.map(([name, at]) => differ(pair, { kind: 'input-removed', name, base: at })),
    ...[...pair.head.required]
      .filter((name) => isNewlyRequired(name) && (head.has(name) || !pair.head.properties.has(name)))
      .map((name) => differ(pair, { kind: 'required-input-added', name, base: base.get(name), head: head.get(name) })),
    ...added
      .filter(([name]) => !isNewlyRequired(name))
      .map(([name, at]) => differ(pair, { kind: 'addition', name, head: at })),
  ];
};

type Visibility = { readonly reader: SchemaReader; readonly direction: Direction };

/** `readOnly` properties are no part of a request, `writeOnly` ones none of a response. */
const visibleProperties = (schema: Schema, { reader, direction }: Visibility): ReadonlyMap<string, Located> => {
  const hidden = direction === 'request' ? 'readOnly' : 'writeOnly';
  return new Map([...schema.properties].filter(([, located]) => reader(located).access !== hidden));
};

type PropertyDifference = {
  readonly kind: Difference['kind'];
  readonly name: string;
  readonly base?: Located | undefined;
  readonly head?: Located | undefined;
};

const differ = (pair: ReadPair, { kind, name, base, head }: PropertyDifference): SchemaDifference => ({
  kind,
  impact:
    kind === 'addition' ? 'none' : kind === 'input-removed' && pair.head.additional !== false ? 'possible' : 'certain',
  subject: name,
  where: `${pair.place}property ${joinTrail(pair.trail, name)}`,
  from: null,
  to: null,
  basePointer: base?.pointer ?? null,
  headPointer: head?.pointer ?? pair.head.pointer,
});

const joinTrail = (trail: string, name: string): string => (trail === '' ? name : `${trail}.${name}`);

const childPairs = (pair: ReadPair, readers: SchemaReaders): readonly SchemaPair[] => {
  const { direction, place, trail } = pair;
  const head = visibleProperties(pair.head, { reader: readers.head, direction });
  const properties = [...visibleProperties(pair.base, { reader: readers.base, direction })].flatMap(
    ([name, located]) => {
      const now = head.get(name);
      return now === undefined ? [] : [{ base: located, head: now, direction, place, trail: joinTrail(trail, name) }];
    },
  );
  const { items: baseItems, additional: baseRest } = pair.base;
  const { items: headItems, additional: headRest } = pair.head;
  return [
    ...properties,
    ...(baseItems && headItems ? [{ base: baseItems, head: headItems, direction, place, trail: `${trail}[]` }] : []),
    ...(typeof baseRest === 'object' && typeof headRest === 'object'
      ? [{ base: baseRest, head: headRest, direction, place, trail: joinTrail(trail, '*') }]
      : []),
  ];
};
