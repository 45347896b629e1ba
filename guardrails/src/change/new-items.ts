import type { ChangedFile } from './change.ts';

/** How one file lies in base and in head. */
export type FileLines = {
  /** Path at head; null for a deleted file. */
  readonly head: string | null;
  /** Path at base; null for an added file. */
  readonly base: string | null;
  /** `[baseStart, baseCount, headStart, headCount]` of each hunk, 1-based. */
  readonly hunks: readonly (readonly [number, number, number, number])[];
};

/** Something that a tool said of one line of one version of a file. */
export type Item = { readonly line: number };

/** An item, and the file that has it. */
export type Located<One> = { readonly path: string; readonly item: One };

/** All items of both versions. A path is that of its own version. */
export type BothVersions<One> = {
  readonly files: readonly FileLines[];
  readonly head: readonly Located<One>[];
  readonly base: readonly Located<One>[];
};

/** Names an item for comparison; null when it can equal nothing. */
export type Key<One> = (item: One) => string | null;
/** A line in a hunk, or the line of base that stands unchanged there. */
export type Place = { readonly hunk: number } | { readonly baseLine: number };
export type PlaceOf = (line: number) => Place;

/** When an item of base excuses one of head. Each excuses one. */
export type Excuses<One> = {
  /** In one file, also a renamed one: tried in this order. */
  readonly within: readonly ((placeOf: PlaceOf) => Key<One>)[];
  /** Between files of the change, from which code was moved. */
  readonly between: Key<One>;
  /** In one file, after the keys: whether base's item stood for at least as much as head's. */
  readonly covers?: (base: One, head: One) => boolean;
};

/** How a changed file lies in both versions. A copy has nothing at base: what it repeats, it adds. Pure. */
export const fileLines = (file: ChangedFile): FileLines => ({
  head: file.headMode.startsWith('100') ? file.path : null,
  base: file.baseMode.startsWith('100') && file.status !== 'copied' ? (file.basePath ?? file.path) : null,
  hunks: file.hunks.map((hunk) => [hunk.baseStart, hunk.baseCount, hunk.headStart, hunk.headCount] as const),
});

/** The items that head has and that nothing of base excuses. The order of what is given does not matter. Pure. */
export const newItems = <One extends Item>(
  { files, head, base }: BothVersions<One>,
  { within, between, covers }: Excuses<One>,
): readonly Located<One>[] => {
  const pairs = [...files].sort(byPath).map((file) => {
    let left = { head: itemsOf(head, file.head), base: itemsOf(base, file.base) };
    for (const key of within)
      left = withoutEqual(left, { head: key(placeFinder(file, 'head')), base: key(placeFinder(file, 'base')) });
    if (covers !== undefined) left = withoutCovered(left, covers);
    return {
      head: left.head.map((item) => ({ path: file.head ?? '', item })),
      base: left.base.map((item) => ({ path: file.base ?? '', item })),
    };
  });
  const key = ({ item }: Located<One>): string | null => between(item);
  const left = { head: pairs.flatMap((pair) => pair.head), base: pairs.flatMap((pair) => pair.base) };
  return withoutEqual(left, { head: key, base: key }).head;
};

/** Pairs what stands on the same untouched line, so that of two equal items the added one is the new one. */
export const untouched =
  <One extends Item>(facts: (item: One) => readonly string[]) =>
  (placeOf: PlaceOf): Key<One> =>
  (item) => {
    const place = placeOf(item.line);
    return 'hunk' in place ? null : JSON.stringify([...facts(item), place.baseLine]);
  };

/** Pairs what stands in the same hunk: the change edited the very lines that had it. */
export const sameHunk =
  <One extends Item>(facts: (item: One) => readonly string[]) =>
  (placeOf: PlaceOf): Key<One> =>
  (item) => {
    const place = placeOf(item.line);
    return 'hunk' in place ? JSON.stringify([...facts(item), place.hunk]) : null;
  };

/** Pairs equal facts anywhere in the file. */
export const sameFacts =
  <One extends Item>(facts: (item: One) => readonly string[]) =>
  (): Key<One> =>
  (item) =>
    JSON.stringify(facts(item));

type Side = 'base' | 'head';
type Left<One> = { readonly head: readonly One[]; readonly base: readonly One[] };

const itemsOf = <One extends Item>(located: readonly Located<One>[], path: string | null): readonly One[] =>
  located
    .filter((one) => one.path === path)
    .map(({ item }) => item)
    .sort(byLine);

// Each item takes the first twin that is left, so the answer depends on the order; it must not on that of the evidence.
const byLine = <One extends Item>(left: One, right: One): number =>
  left.line - right.line || (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1);

const byPath = (left: FileLines, right: FileLines): number =>
  (left.head ?? left.base ?? '') < (right.head ?? right.base ?? '') ? -1 : 1;

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

const withoutEqual = <One>(
  { head, base }: Left<One>,
  key: { readonly head: Key<One>; readonly base: Key<One> },
): Left<One> => {
  const open = new Map<string, One[]>();
  const unnamed: One[] = [];
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

const withoutCovered = <One>({ head, base }: Left<One>, covers: (base: One, head: One) => boolean): Left<One> => {
  const open = [...base];
  const left = head.filter((item) => {
    const at = open.findIndex((other) => covers(other, item));
    if (at !== -1) open.splice(at, 1);
    return at === -1;
  });
  return { head: left, base: open };
};
