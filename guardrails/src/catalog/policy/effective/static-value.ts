/** Where something stands: a path in the repository and a 1-based line. */
export type Place = { readonly file: string; readonly line: number };

/** What reading can tell of a value in a configuration, without running anything. */
export type StaticValue =
  | { readonly kind: 'scalar'; readonly value: string | number | boolean | null; readonly at: Place }
  | { readonly kind: 'list'; readonly items: readonly StaticValue[]; readonly unknown: Unknown; readonly at: Place }
  | {
      readonly kind: 'record';
      readonly entries: ReadonlyMap<string, StaticValue>;
      readonly unknown: Unknown;
      readonly at: Place;
    }
  | { readonly kind: 'unknown'; readonly text: string; readonly at: Place };

/** The source of the parts that only running would tell, such as a preset of a package that is spread in. */
export type Unknown = readonly string[];

/** The value at a path of names; null where there is none. Pure. */
export const valueAt = (value: StaticValue, ...names: readonly string[]): StaticValue | null =>
  names.reduce<StaticValue | null>(
    (found, name) => (found?.kind === 'record' ? (found.entries.get(name) ?? null) : null),
    value,
  );

/** A scalar's own value; null where it is none. Pure. */
export const scalarOf = (value: StaticValue | null): string | number | boolean | null =>
  value?.kind === 'scalar' ? value.value : null;

/** The entries of a record; none where it is no record. Pure. */
export const entriesOf = (value: StaticValue | null): readonly (readonly [string, StaticValue])[] =>
  value?.kind === 'record' ? [...value.entries] : [];

/** The items of a list, or the one value that stands in place of a list. Pure. */
export const itemsOf = (value: StaticValue | null): readonly StaticValue[] =>
  value === null ? [] : value.kind === 'list' ? value.items : [value];

/** The texts among the items of a list. Pure. */
export const textsOf = (value: StaticValue | null): readonly string[] =>
  itemsOf(value).flatMap((item) => (item.kind === 'scalar' && typeof item.value === 'string' ? [item.value] : []));

/** The source of all that a value leaves unknown, at any depth. Pure. */
export const unknownIn = (value: StaticValue): readonly string[] => {
  if (value.kind === 'scalar') return [];
  if (value.kind === 'unknown') return [value.text];
  const inner = value.kind === 'list' ? value.items : [...value.entries.values()];
  return [...value.unknown, ...inner.flatMap(unknownIn)];
};

/** The plain value, with null in place of what is unknown. Pure. */
export const plainOf = (value: StaticValue): unknown => {
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'unknown') return null;
  return value.kind === 'list'
    ? value.items.map(plainOf)
    : Object.fromEntries([...value.entries].map(([name, inner]) => [name, plainOf(inner)]));
};
