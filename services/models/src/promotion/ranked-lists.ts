import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';

const First = Type.Object({ source: Type.String(), names: Type.Array(Type.String(), { minItems: 1 }) });

/** One list of items that somebody saw: what played, the items, a row of features each, and what came of each (0, 1, 2). */
export const RankedList = Type.Object({
  current: Type.String(),
  items: Type.Array(Type.String(), { minItems: 1 }),
  rows: Type.Array(Type.Array(Type.Union([Type.Number(), Type.Null()]))),
  labels: Type.Array(Type.Number()),
});
export type RankedList = Static<typeof RankedList>;

/** Lists with the names of their columns, and where they come from in words. */
export type RankedLists = {
  readonly source: string;
  readonly names: readonly string[];
  readonly lists: readonly RankedList[];
};

export type ListsRead =
  { readonly ok: true; readonly lists: RankedLists } | { readonly ok: false; readonly detail: string };

/** The lists in a text: a first line `{source, names}`, then one list a line. */
export const parseLists = (text: string): ListsRead => {
  const [head = '', ...rest] = text.trimEnd().split('\n');
  const first = parse(First, head);
  if (!first) return { ok: false, detail: 'line 1 is not {"source", "names"}' };
  const lists: RankedList[] = [];
  for (const [at, line] of rest.entries()) {
    const list = parse(RankedList, line);
    if (!list || !isRectangular(list, first.names.length))
      return { ok: false, detail: `line ${at + 2} is no list of ${first.names.length} columns` };
    lists.push(list);
  }
  return { ok: true, lists: { ...first, lists } };
};

/** The text of lists as `parseLists` reads it. */
export const renderLists = ({ source, names, lists }: RankedLists): string =>
  [{ source, names }, ...lists].map((line) => `${JSON.stringify(line)}\n`).join('');

const isRectangular = ({ items, rows, labels }: RankedList, width: number): boolean =>
  rows.length === items.length && labels.length === items.length && rows.every((row) => row.length === width);

const parse = <Schema extends typeof First | typeof RankedList>(
  schema: Schema,
  line: string,
): Static<Schema> | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    return Value.Check(schema, value) ? value : undefined;
  } catch {
    return undefined;
  }
};
