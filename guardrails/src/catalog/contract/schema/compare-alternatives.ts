import { schemaCases } from './schema-cases.ts';
import type { SchemaCase } from './schema-cases.ts';
import { similarity } from './similarity.ts';
import { stricter } from './stricter.ts';
import type { LocalDifference, LocalPair, LocalResult, ReadPair } from './schema-difference.ts';
import type { Schema } from './schema.ts';

/**
 * Compares two schemas of which at least one offers a choice: each way in which the inner one's choices can be taken has
 * to be accepted by some way of the outer one's. Alternatives belong together by name, by what they accept, or by being
 * much alike; one without a counterpart is lost (to a request) or new (in a response). Pure but for the memory.
 */
export const compareAlternatives = (pair: ReadPair): LocalResult => {
  const [inner, outer] = [schemaCases(pair.inner), schemaCases(pair.outer)];
  if (inner === null || outer === null) return compareOneByOne(pair);
  const matched = matchCases(pair, inner, outer);
  return {
    differences: [
      ...matched.lost.map((lost) => lostCase(pair, lost)),
      ...matched.covered.map((lost) => ({ ...lostCase(pair, lost), impact: 'possible' as const })),
      ...(pair.direction === 'request' ? matched.gained.map(gainedCase) : []),
      ...compareKinds(pair),
    ],
    pairs: matched.pairs.map(([one, other]) => casePair(pair, one, other)),
  };
};

type Matched = {
  readonly pairs: readonly (readonly [SchemaCase, SchemaCase])[];
  readonly lost: readonly SchemaCase[];
  /** Gone, but accepted by another alternative. */
  readonly covered: readonly SchemaCase[];
  readonly gained: readonly SchemaCase[];
};

const matchCases = (pair: ReadPair, inner: readonly SchemaCase[], outer: readonly SchemaCase[]): Matched => {
  const free = new Map(outer.map((found) => [found.name, found]));
  const pairs: (readonly [SchemaCase, SchemaCase])[] = [];
  const unnamed = inner.filter((one) => {
    const twin = free.get(one.name);
    if (twin === undefined) return true;
    pairs.push([one, twin]);
    free.delete(one.name);
    return false;
  });
  const covered: SchemaCase[] = [];
  const names = new Set(outer.map(({ name }) => name));
  // What another alternative accepts as well needs no counterpart of its own, but its name may be missed.
  const open = unnamed.filter((one) => {
    const home = [...free.values()].find((other) => pair.accepts(one.parts, other.parts));
    if (home !== undefined) free.delete(home.name);
    const isCovered = home === undefined && outer.some((other) => pair.accepts(one.parts, other.parts));
    if (isCovered && one.isNamed && !names.has(one.name)) covered.push(one);
    return home === undefined && !isCovered;
  });
  const lost = open.filter((one) => {
    const like = mostAlike(pair, one, { free: [...free.values()], isLast: open.length === 1 && free.size === 1 });
    if (like === null) return true;
    pairs.push([one, like]);
    free.delete(like.name);
    return false;
  });
  return { pairs, lost, covered, gained: [...free.values()] };
};

type Candidates = { readonly free: readonly SchemaCase[]; readonly isLast: boolean };

const mostAlike = (pair: ReadPair, one: SchemaCase, { free, isLast }: Candidates): SchemaCase | null => {
  const { base, head } = pair.readers;
  const readers = pair.direction === 'request' ? ([base, head] as const) : ([head, base] as const);
  const own = readers[0].read(one.parts);
  const scored = free.map((other) => ({ other, score: similarity(own, readers[1].read(other.parts), readers) }));
  const best = scored.toSorted((left, right) => right.score - left.score)[0];
  return best !== undefined && best.score >= (isLast ? 0.2 : 0.5) ? best.other : null;
};

const casePair = ({ direction }: ReadPair, inner: SchemaCase, outer: SchemaCase): LocalPair => ({
  key: null,
  name: '',
  base: direction === 'request' ? inner.parts : outer.parts,
  head: direction === 'request' ? outer.parts : inner.parts,
});

const lostCase = (pair: ReadPair, lost: SchemaCase): LocalDifference => {
  const isRequest = pair.direction === 'request';
  const fact = stricter(pair, {
    keyword: pair.inner.choices[0]?.kind ?? pair.outer.choices[0]?.kind ?? 'oneOf',
    subject: 'alternatives',
    change: [describe(pair.base), describe(pair.head)],
  });
  return {
    ...fact,
    ...(isRequest ? { baseAt: lost.at } : { headAt: lost.at, isNew: true }),
    within: isRequest ? { base: lost.parts, head: pair.head.core } : { base: pair.base.core, head: lost.parts },
  };
};

const describe = ({ choices }: Schema): string => {
  const count = choices.reduce((product, { members }) => product * members.length, 1);
  return count === 1 ? 'one schema' : `${count} alternatives`;
};

const gainedCase = ({ at }: SchemaCase): LocalDifference => ({
  kind: 'addition',
  impact: 'none',
  keyword: 'oneOf',
  subject: 'alternative',
  from: null,
  to: null,
  headAt: at,
  isNew: true,
});

/** What became `oneOf` refuses what fits two alternatives. Only where nothing tells the alternatives apart. */
const compareKinds = (pair: ReadPair): readonly LocalDifference[] => {
  const [inner, outer] = [pair.inner.choices, pair.outer.choices];
  const only = outer[0];
  if (inner.length > 1 || outer.length !== 1 || only === undefined) return [];
  if (inner[0]?.kind === 'oneOf' || only.kind !== 'oneOf') return [];
  const reader = pair.direction === 'request' ? pair.readers.head : pair.readers.base;
  const members = only.members.slice(0, 20).map((located) => reader.read([...pair.outer.core, located]));
  const isOverlapping = members.some((one, index) =>
    members.slice(index + 1).some((other) => similarity(one, other, [reader, reader]) > 0),
  );
  if (!isOverlapping) return [];
  const change = pair.direction === 'request' ? [inner[0]?.kind ?? null, 'oneOf'] : ['oneOf', inner[0]?.kind ?? null];
  const [from = null, to = null] = change;
  return [stricter(pair, { keyword: 'oneOf', subject: 'oneOf', change: [from, to], impact: 'possible' })];
};

/** Too many combinations: what holds in any case, and each choice by itself, in the order in which they are written. */
const compareOneByOne = (pair: ReadPair): LocalResult => {
  const single = pair.inner.choices.map(({ members }, index): LocalResult => {
    const other = pair.outer.choices[index];
    if (other === undefined) return { differences: [], pairs: [] };
    const asCases = (list: typeof members): readonly SchemaCase[] =>
      schemaCases({ ...pair.inner, core: [], choices: [{ kind: other.kind, members: list }] }) ?? [];
    const matched = matchCases(pair, asCases(members), asCases(other.members));
    return {
      differences: matched.lost.map((lost) => lostCase(pair, lost)),
      pairs: matched.pairs.map(([one, twin]) => casePair(pair, one, twin)),
    };
  });
  return {
    differences: single.flatMap(({ differences }) => differences),
    pairs: [
      { key: null, name: '', base: pair.base.core, head: pair.head.core },
      ...single.flatMap(({ pairs }) => pairs),
    ],
  };
};
