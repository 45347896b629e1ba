import type { FileLines, LintedFile, LintMessage, Suppression } from './lint-evidence.ts';

/** A message or suppression, and the file that has it. */
export type Located<Item> = { readonly path: string; readonly item: Item };

/** What a ratchet needs to know of both versions. */
export type Versions = {
  readonly files: readonly FileLines[];
  readonly head: readonly LintedFile[];
  readonly base: readonly LintedFile[];
};

/** Names an item for comparison; null when it can equal nothing. */
type Key<Item> = (item: Item) => string | null;

/** The shortest line that says so much that finding it again in another file means it was moved there. */
const tellingCharacters = 10;

/**
 * The messages that head has and base has not. Each message of base excuses one of head: of the same rule on the same text in the
 * same file, wherever the lines moved and however the file was renamed; of the same rule where the change edited those very lines;
 * or the same in a file from which the code was moved away. Pure.
 */
export const newMessages = (versions: Versions): readonly Located<LintMessage>[] => {
  const leftovers = comparePairs(versions, ({ messages }) => messages, [
    untouched(({ rule, message }) => [rule, message]),
    () =>
      ({ rule, message, text }) =>
        JSON.stringify([rule, message, text]),
    () =>
      ({ rule, text }) =>
        JSON.stringify([rule, text]),
    (placeOf) => (message) => {
      const place = placeOf(message.line);
      return 'hunk' in place ? JSON.stringify([message.rule, place.hunk]) : null;
    },
  ]);
  return withoutMoved(leftovers, ({ rule, message, text }) =>
    text.length < tellingCharacters ? null : JSON.stringify([rule, message, text]),
  );
};

/** The suppressions that head has and base has not, by their directive and text. Moved ones are not new. Pure. */
export const newSuppressions = (versions: Versions): readonly Located<Suppression>[] => {
  const key = ({ directive, text }: Suppression) => JSON.stringify([directive, text]);
  const leftovers = comparePairs(versions, ({ suppressions }) => suppressions, [
    untouched(({ directive, text }) => [directive, text]),
    () => key,
  ]);
  return withoutMoved(leftovers, key);
};

type Leftovers<Item> = { readonly head: readonly Located<Item>[]; readonly base: readonly Located<Item>[] };
/** A line in a hunk, or the line of base that stands unchanged there. */
type Place = { readonly hunk: number } | { readonly baseLine: number };
type PlaceOf = (line: number) => Place;
type Side = 'base' | 'head';

const comparePairs = <Item extends { readonly line: number }>(
  { files, head, base }: Versions,
  itemsOf: (file: LintedFile) => readonly Item[],
  keys: readonly ((placeOf: PlaceOf) => Key<Item>)[],
): Leftovers<Item> => {
  const items = (linted: readonly LintedFile[], path: string | null): readonly Item[] =>
    linted
      .filter((file) => file.path === path)
      .flatMap(itemsOf)
      .sort(byLine);
  const pairs = [...files].sort(byPath).map((file) => {
    let left = { head: items(head, file.head), base: items(base, file.base) };
    for (const key of keys)
      left = withoutEqual(left, { head: key(placeFinder(file, 'head')), base: key(placeFinder(file, 'base')) });
    return {
      head: left.head.map((item) => ({ path: file.head ?? '', item })),
      base: left.base.map((item) => ({ path: file.base ?? '', item })),
    };
  });
  return { head: pairs.flatMap((pair) => pair.head), base: pairs.flatMap((pair) => pair.base) };
};

// Each item takes the first twin that is left, so the answer depends on the order; it must not on that of the evidence.
const byLine = <Item extends { readonly line: number }>(left: Item, right: Item): number =>
  left.line - right.line || (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1);

const byPath = (left: FileLines, right: FileLines): number =>
  (left.head ?? left.base ?? '') < (right.head ?? right.base ?? '') ? -1 : 1;

/** Pairs what stands on the same untouched line first, so that of two equal problems the added one is reported. */
const untouched =
  <Item extends { readonly line: number }>(facts: (item: Item) => readonly string[]) =>
  (placeOf: PlaceOf): Key<Item> =>
  (item) => {
    const place = placeOf(item.line);
    return 'hunk' in place ? null : JSON.stringify([...facts(item), place.baseLine]);
  };

const placeFinder =
  ({ hunks }: FileLines, side: Side): PlaceOf =>
  (line) => {
    let shift = 0;
    for (const [index, [baseStart, baseCount, headStart, headCount]] of hunks.entries()) {
      const [start, count] = side === 'base' ? [baseStart, baseCount] : [headStart, headCount];
      if (line >= start && line < start + count) return { hunk: index };
      // Git names the line before the gap for a side that has no lines.
      if (line >= start + Math.max(count, 1)) shift += baseCount - headCount;
    }
    return { baseLine: side === 'base' ? line : line + shift };
  };

const withoutEqual = <Item>(
  { head, base }: { readonly head: readonly Item[]; readonly base: readonly Item[] },
  key: { readonly head: Key<Item>; readonly base: Key<Item> },
): { head: readonly Item[]; base: readonly Item[] } => {
  const open = new Map<string, Item[]>();
  const unnamed: Item[] = [];
  for (const item of base) {
    const name = key.base(item);
    if (name === null) unnamed.push(item);
    else open.set(name, [...(open.get(name) ?? []), item]);
  }
  const left = head.filter((item) => {
    const name = key.head(item);
    return name === null || open.get(name)?.shift() === undefined;
  });
  return { head: left, base: [...unnamed, ...[...open.values()].flat()] };
};

const withoutMoved = <Item>({ head, base }: Leftovers<Item>, key: Key<Item>): readonly Located<Item>[] => {
  const locatedKey = ({ item }: Located<Item>) => key(item);
  return withoutEqual({ head, base }, { head: locatedKey, base: locatedKey }).head;
};
