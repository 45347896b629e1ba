import type ts from 'typescript';
import { addCandidate, changeKind, inWords, type At, type Comparison, type TypePair } from './comparison.ts';
import { compareWhole } from './compare-whole.ts';
import { readBelow, type Place, type ReadPlace } from './place.ts';
import { spellFrozen, spellType } from './spell-type.ts';

/**
 * Compares two types of which one or both are unions: members that mean the same thing are compared with each other, and the
 * compiler says which of the others the other side does not know.
 */
export const compareUnions = (comparison: Comparison, pair: TypePair, at: At): void => {
  const isMeant = (type: ts.Type): boolean =>
    at.place.mayLack !== true || (type.flags & comparison.ts.TypeFlags.Undefined) === 0;
  const [base, head] = [membersOf(pair.base).filter(isMeant), membersOf(pair.head).filter(isMeant)];
  const pairs = pairMembers(comparison, base, head);
  for (const members of pairs) {
    const place = memberPlace(comparison, { members, all: base }, at.place);
    if (place !== null) at.below(members, place);
  }
  const paired = new Set(pairs.flatMap((one) => [one.base, one.head]));
  if (at.place.mode === 'read') compareRead(comparison, { pair, others: head.filter((one) => !paired.has(one)) }, at);
  else compareWrite(comparison, { pair, others: base.filter((one) => !paired.has(one)) }, at);
};

const membersOf = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type]);

/** Objects of both sides that mean the same: by name, by a literal member that tells them apart, or as the only ones. */
const pairMembers = (
  comparison: Comparison,
  base: readonly ts.Type[],
  head: readonly ts.Type[],
): readonly TypePair[] => {
  const isObject = (type: ts.Type): boolean => (type.flags & comparison.ts.TypeFlags.Object) !== 0;
  const left = base.filter((type) => isObject(type) && !head.includes(type));
  const right = new Set(head.filter((type) => isObject(type) && !base.includes(type)));
  const pairs: TypePair[] = [];
  for (const one of left) {
    const twin =
      [...right].find((other) => nameOf(one) !== null && nameOf(one) === nameOf(other)) ??
      [...right].find((other) => haveSameMark(comparison, one, other)) ??
      (left.length === 1 && right.size === 1 ? [...right][0] : undefined);
    if (twin === undefined) continue;
    right.delete(twin);
    pairs.push({ base: one, head: twin });
  }
  return pairs;
};

const nameOf = (type: ts.Type): string | null => {
  const name = type.aliasSymbol?.name ?? type.getSymbol()?.name;
  return name === undefined || name.startsWith('__') ? null : name;
};

/** A member of literal type, with its value as text; what tells the parts of a union apart. */
const markOf = (comparison: Comparison, type: ts.Type): readonly (readonly [name: string, value: string])[] =>
  type.getProperties().flatMap((property) => {
    const value = comparison.checker.getTypeOfSymbol(property);
    const isMark = value.isStringLiteral() || value.isNumberLiteral();
    return isMark ? [[property.name, JSON.stringify(value.value)] as const] : [];
  });

const haveSameMark = (comparison: Comparison, left: ts.Type, right: ts.Type): boolean => {
  const other = new Map(markOf(comparison, right));
  return markOf(comparison, left).some(([name, value]) => other.get(name) === value);
};

type Members = { readonly members: TypePair; readonly all: readonly ts.Type[] };

/** How a consumer comes from a union to one of its members. */
const memberPlace = (comparison: Comparison, { members, all }: Members, place: Place): Place | null => {
  if (place.mode === 'write') return place;
  const { TypeFlags } = comparison.ts;
  const others = all.filter((one) => one !== members.base);
  const step = { name: null };
  // What was optional has a `!` behind it by now.
  if (others.length === 0) return readBelow(place, step, place.read);
  if (others.every((one) => (one.flags & (TypeFlags.Undefined | TypeFlags.Null)) !== 0))
    return readBelow(
      place,
      step,
      narrowBy(place, (value) => `${value}!`),
    );
  const [mark] = markOf(comparison, members.base);
  if (mark !== undefined)
    return readBelow(place, step, (use) =>
      place.read(
        (value) =>
          `const some = ${value}; const part = some as Extract<typeof some, { ${JSON.stringify(mark[0])}: ${mark[1]} }>; ${use('part')}`,
      ),
    );
  const text = spellType(comparison, members.base);
  return text === null
    ? null
    : readBelow(
        place,
        step,
        narrowBy(place, (value) => `(${value} as ${text})`),
      );
};

const narrowBy =
  (place: ReadPlace, narrow: (value: string) => string): ReadPlace['read'] =>
  (use) =>
    place.read((value) => use(narrow(value)));

type Others = { readonly pair: TypePair; readonly others: readonly ts.Type[] };

const compareRead = (comparison: Comparison, { pair, others }: Others, { place, bag }: At): void => {
  const { checker, generic } = comparison;
  if (place.mode !== 'read') return;
  const unknown = others.filter((one) => !checker.isTypeAssignableTo(one, pair.base));
  if (unknown.length === 0) return;
  if (generic.depth > 0) {
    compareWhole(comparison, pair, { place, bag });
    return;
  }
  const text = spellFrozen(comparison, pair.base);
  const to = unknown.map((one) => inWords(comparison, one)).join(' | ');
  addCandidate(bag, place, {
    kind: changeKind(place),
    code: text === null ? null : place.read((value) => `const seen: ${text} = ${value};`),
    ...{ from: inWords(comparison, pair.base), to: inWords(comparison, pair.head), isSoft: place.isUnused },
    subject: place.role === 'export' ? to : (place.trail.at(-1) ?? to),
  });
};

const compareWrite = (comparison: Comparison, { pair, others }: Others, { place, bag }: At): void => {
  const { checker, generic } = comparison;
  if (place.mode !== 'write') return;
  const refused = others.filter((one) => !checker.isTypeAssignableTo(one, pair.head));
  if (refused.length === 0) return;
  if (generic.depth > 0) {
    compareWhole(comparison, pair, { place, bag });
    return;
  }
  const [first] = refused;
  const text = first === undefined ? null : spellFrozen(comparison, first);
  addCandidate(bag, place, {
    kind: changeKind(place),
    code: text === null ? null : place.write(isLiteral(text) ? text : `null! as ${text}`),
    ...{ from: inWords(comparison, pair.base), to: inWords(comparison, pair.head) },
    subject:
      place.role === 'export' ? refused.map((one) => inWords(comparison, one)).join(' | ') : (place.trail.at(-1) ?? ''),
  });
};

const isLiteral = (text: string): boolean =>
  /^(?:"|-?\d|true$|false$|null$|undefined$|api\.)/u.test(text) && !text.includes('<');
