import type ts from 'typescript';
import { compareMembers } from './compare-members.ts';
import { compareSignatures } from './compare-signatures.ts';
import { compareUnions } from './compare-unions.ts';
import { compareWhole } from './compare-whole.ts';
import {
  addCandidate,
  changeKind,
  createBag,
  inWords,
  mostPairs,
  type At,
  type Bag,
  type Comparison,
  type TypePair,
} from './comparison.ts';
import { isSameNamedType } from './is-same-declaration.ts';
import { readBelow, writeBelow, type Place } from './place.ts';

/**
 * Compares two types where they meet: at a `read` place head must still give what base gave, at a `write` place it must still take
 * what base took. Each pair is looked at once; recursion ends there.
 */
export const compareTypes = (comparison: Comparison, pair: TypePair, at: Place): Bag => {
  const { base, head } = pair;
  const place = fromName(comparison, pair, at);
  const bag = createBag();
  if (base === head || comparison.parameters.get(base) === head) return bag;
  markReached(comparison, base, place);
  if (isSameNamedType(comparison, pair)) return bag;
  const key = `${String(idOf(base))}:${String(idOf(head))}:${place.mode}:${place.isUnused ? 'unused' : ''}${place.mayLack === true ? 'lack' : ''}`;
  const known = comparison.bags.get(key);
  if (known !== undefined) return known;
  comparison.bags.set(key, bag);
  comparison.effort.pairs++;
  const below: At['below'] = (next, at) => void bag.below.push(compareTypes(comparison, next, at));
  if (comparison.effort.pairs > mostPairs || place.trail.length > mostSteps)
    compareWhole(comparison, pair, { place, bag });
  else compareOnce(comparison, pair, { place, bag, below });
  return bag;
};

/** `Hono<A>` that gives `Hono<B>` that gives … would go on: each is another type of the same kind. */
const compareOnce = (comparison: Comparison, pair: TypePair, at: At): void => {
  const symbol = pair.base.getSymbol();
  const isKind = symbol !== undefined && !symbol.name.startsWith('__') && !isOfLibrary(pair.base);
  if (isKind && comparison.open.filter((one) => one === symbol).length > 1) {
    at.bag.isLenient = true;
    return;
  }
  if (isKind) comparison.open.push(symbol);
  compareShapes(comparison, pair, at);
  if (isKind) comparison.open.pop();
};

/** A type that both versions export by one name needs no call to come to: nothing else can then stand in the way. */
const fromName = (comparison: Comparison, { base, head }: TypePair, place: Place): Place => {
  const name = plainName(comparison, base, 'base');
  if (name === null || name !== plainName(comparison, head, 'head')) return place;
  if (place.mode === 'read') return { ...place, read: (use) => use(`(null! as ${name})`) };
  return { ...place, target: name, write: (value) => `const it: ${name} = ${value};` };
};

const plainName = ({ names, checker }: Comparison, type: ts.Type, side: 'base' | 'head'): string | null => {
  const alias = type.aliasSymbol === undefined ? undefined : names[side].get(type.aliasSymbol);
  if (alias !== undefined) return type.aliasTypeArguments === undefined ? alias : null;
  const symbol = type.getSymbol();
  const name = symbol === undefined ? undefined : names[side].get(symbol);
  if (symbol === undefined || name === undefined || checker.getDeclaredTypeOfSymbol(symbol) !== type) return null;
  return (type as Partial<ts.InterfaceType>).typeParameters === undefined ? name : null;
};

/** Longer ways from an export to a type are nobody's. */
const mostSteps = 9;

const idOf = (type: ts.Type): number => (type as unknown as { readonly id: number }).id;

const markReached = ({ names, reached }: Comparison, type: ts.Type, place: Place): void => {
  if (place.isUnused) return;
  for (const symbol of [type.aliasSymbol, type.getSymbol()]) {
    const name = symbol === undefined ? undefined : names.base.get(symbol);
    if (name !== undefined) reached.set(name, (reached.get(name) ?? new Set()).add(place.mode));
  }
};

const compareShapes = (comparison: Comparison, pair: TypePair, at: At): void => {
  const { base, head } = pair;
  const { TypeFlags } = comparison.ts;
  if ((base.flags & TypeFlags.Any) !== 0 || (head.flags & TypeFlags.Any) !== 0) {
    compareAny(comparison, pair, at);
    return;
  }
  if (base.isUnion() || head.isUnion()) compareUnions(comparison, pair, at);
  else if (isShape(comparison, base) && isShape(comparison, head)) compareObjects(comparison, pair, at);
  else compareWhole(comparison, pair, at);
};

/** `any` is assignable both ways, so the compiler's relation says nothing of it. */
const compareAny = (comparison: Comparison, { base, head }: TypePair, { place, bag }: Omit<At, 'below'>): void => {
  const { TypeFlags } = comparison.ts;
  if ((head.flags & TypeFlags.Any) !== 0) return;
  if (place.mode === 'write' && (head.flags & TypeFlags.Unknown) !== 0) return;
  const code = place.mode === 'read' ? place.read((value) => `${value}.anyMember.ofIt;`) : place.write('given');
  addCandidate(bag, place, {
    ...{ kind: changeKind(place), code },
    ...{ from: inWords(comparison, base), to: inWords(comparison, head) },
  });
};

const isShape = ({ ts: { TypeFlags } }: Comparison, type: ts.Type): boolean =>
  (type.flags & (TypeFlags.Object | TypeFlags.Intersection)) !== 0;

const compareObjects = (comparison: Comparison, pair: TypePair, at: At): void => {
  if (compareContainers(comparison, pair, at)) return;
  if (at.place.mode === 'write' && isInstancePair(comparison, pair)) {
    at.bag.isLenient = true;
    return;
  }
  // Lists, maps and the like of the language are compared as wholes: their members are not the package's.
  if ([pair.base, pair.head].some((type) => isOfLibrary(type) || comparison.checker.isTupleType(type))) {
    compareWhole(comparison, pair, at);
    return;
  }
  compareSignatures(comparison, pair, at);
  compareMembers(comparison, pair, at);
  if (!hasParts(comparison, pair)) compareWhole(comparison, pair, at);
};

const isOfLibrary = (type: ts.Type): boolean => {
  const symbol = type.getSymbol();
  return /\/lib\.[^/]*\.d\.ts$/u.test(symbol?.declarations?.[0]?.getSourceFile().fileName ?? '');
};

const hasParts = ({ checker }: Comparison, { base, head }: TypePair): boolean =>
  [base, head].every(
    (type) =>
      type.getProperties().length + type.getCallSignatures().length + type.getConstructSignatures().length > 0 &&
      checker.getIndexInfosOfType(type).length === 0,
  );

/** Whoever gives an instance of an exported class got it from the package: at head it is one of head's. */
const isInstancePair = ({ names, ts: { SymbolFlags } }: Comparison, { base, head }: TypePair): boolean => {
  const [left, right] = [base.getSymbol(), head.getSymbol()];
  if (left === undefined || right === undefined || (left.flags & SymbolFlags.Class) === 0) return false;
  return (right.flags & SymbolFlags.Class) !== 0 && names.base.get(left) === names.head.get(right);
};

/** Lists, promises and the like, both of the same kind: what they hold is compared. */
const compareContainers = (comparison: Comparison, pair: TypePair, { place, below }: At): boolean => {
  const { checker } = comparison;
  const [base, head] = [pair.base as ts.TypeReference, pair.head as ts.TypeReference];
  if ((base as Partial<ts.TypeReference>).target === undefined || base.target !== head.target) return false;
  const held = containers[base.getSymbol()?.name ?? ''];
  const [from, to] = [checker.getTypeArguments(base)[0], checker.getTypeArguments(head)[0]];
  if (held === undefined || from === undefined || to === undefined) return false;
  const [readHeld, writeHeld] = held;
  const at =
    place.mode === 'read'
      ? readBelow(place, { name: null }, (use) => place.read((value) => use(readHeld(value))))
      : writeBelow(place, { name: null }, { write: (value) => place.write(writeHeld(value)), target: null });
  below({ base: from, head: to }, at);
  return true;
};

type Container = readonly [read: (value: string) => string, write: (value: string) => string];

const list: Container = [(value) => `${value}[0]!`, (value) => `[${value}]`];
const iterable: Container = [(value) => `[...${value}][0]!`, (value) => `[${value}]`];
const containers: { readonly [name: string]: Container } = {
  Array: list,
  ReadonlyArray: list,
  Iterable: iterable,
  Set: [(value) => `[...${value}][0]!`, (value) => `new Set([${value}])`],
  ReadonlySet: [(value) => `[...${value}][0]!`, (value) => `new Set([${value}])`],
  Promise: [(value) => `(await ${value})`, (value) => `Promise.resolve(${value})`],
  PromiseLike: [(value) => `(await ${value})`, (value) => `Promise.resolve(${value})`],
};
