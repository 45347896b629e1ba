import type ts from 'typescript';
import { addCandidate, inWords, type At, type Comparison, type TypePair } from './comparison.ts';
import { accessOf, keyOf, readBelow, writeBelow, type ReadPlace, type WritePlace } from './place.ts';
import { spellFrozen, spellType } from './spell-type.ts';

/** Compares the members of two objects: what a consumer reads of them, or what it has to give. */
export const compareMembers = (comparison: Comparison, pair: TypePair, at: At): void => {
  const { place } = at;
  if (place.mode === 'read')
    for (const one of pair.base.getProperties()) compareRead(comparison, { pair, one }, { ...at, place });
  else compareGiven(comparison, pair, { ...at, place });
};

type ReadAt = Omit<At, 'place'> & { readonly place: ReadPlace };
type WriteAt = Omit<At, 'place'> & { readonly place: WritePlace };
type Member = { readonly pair: TypePair; readonly one: ts.Symbol };

const hiddenPrefix = 'protected ';

const isUnnamed = (symbol: ts.Symbol): boolean => symbol.name.startsWith('__@') || symbol.name === 'prototype';

const isOptional = ({ ts: { SymbolFlags } }: Comparison, symbol: ts.Symbol): boolean =>
  (symbol.flags & SymbolFlags.Optional) !== 0;

const isReadonly = (comparison: Comparison, symbol: ts.Symbol): boolean => {
  const { ModifierFlags, SymbolFlags, getCombinedModifierFlags } = comparison.ts;
  if ((symbol.flags & SymbolFlags.GetAccessor) !== 0) return (symbol.flags & SymbolFlags.SetAccessor) === 0;
  return (symbol.declarations ?? []).some((one) => (getCombinedModifierFlags(one) & ModifierFlags.Readonly) !== 0);
};

const declaredBy = (base: ts.Symbol | undefined, head: ts.Symbol | undefined) => ({
  base: base?.declarations?.[0],
  head: head?.declarations?.[0],
});

const compareRead = (comparison: Comparison, { pair, one }: Member, at: ReadAt): void => {
  if (isUnnamed(one)) return;
  const { checker } = comparison;
  const name = one.name.replace(hiddenPrefix, '');
  const head = pair.head.getProperty(one.name) ?? (one.name === name ? undefined : pair.head.getProperty(name));
  const place = memberPlace(comparison, { one, head }, at.place);
  if (place === null) return;
  if (head === undefined) {
    missing(comparison, { pair, one }, { ...at, place });
    return;
  }
  const [before, after] = [checker.getTypeOfSymbol(one), checker.getTypeOfSymbol(head)];
  const declared = declaredBy(one, head);
  if (!isOptional(comparison, one) && isOptional(comparison, head)) {
    const text = spellFrozen(comparison, before);
    addCandidate(at.bag, place, {
      ...{ kind: 'member-optional', subject: name, declared },
      code: place.read((value) => (text === null ? `(${value}).toString();` : `const seen: ${text} = ${value};`)),
      ...{ from: inWords(comparison, before), to: `${inWords(comparison, after)}, or absent` },
    });
  }
  if (!isReadonly(comparison, one) && isReadonly(comparison, head))
    addCandidate(at.bag, place, {
      ...{ kind: 'member-readonly', subject: name, declared, from: 'writable', to: 'readonly' },
      code: place.read((value) => `${value.replace(/!$/u, '')} = null! as any;`),
    });
  // Whether it may be absent was asked above.
  const isLess = isOptional(comparison, one) || isOptional(comparison, head);
  at.below({ base: before, head: after }, { ...place, mayLack: isLess });
};

const missing = (comparison: Comparison, { pair, one }: Member, { place, bag }: ReadAt): void => {
  const name = one.name.replace(hiddenPrefix, '');
  const hidden = pair.head.getProperty(`${hiddenPrefix}${name}`);
  addCandidate(bag, place, {
    kind: hidden === undefined ? 'member-removed' : 'member-hidden',
    ...{ subject: name, declared: declaredBy(one, hidden) },
    from: inWords(comparison, comparison.checker.getTypeOfSymbol(one)),
    code: place.read((value) => `${value.replace(/!$/u, '')};`),
  });
};

const memberPlace = (
  comparison: Comparison,
  { one, head }: { readonly one: ts.Symbol; readonly head: ts.Symbol | undefined },
  place: ReadPlace,
): ReadPlace | null => {
  const name = one.name.replace(hiddenPrefix, '');
  const step = { name, role: 'member' as const, near: declaredBy(one, head) };
  const mark = isOptional(comparison, one) ? '!' : '';
  if (name === one.name)
    return readBelow(place, step, (use) => place.read((value) => use(`${value}${accessOf(name)}${mark}`)));
  const owner = place.instanceOf;
  if (owner === undefined) return null;
  return readBelow(
    place,
    step,
    (use) => `abstract class Own extends ${owner} { async use() { ${use(`this.${name}`)} } }`,
  );
};

const compareGiven = (comparison: Comparison, pair: TypePair, at: WriteAt): void => {
  const { checker } = comparison;
  const { base, head } = pair;
  const required = head.getProperties().filter((one) => !isUnnamed(one) && !isOptional(comparison, one));
  const demands = required.filter((one) => base.getProperty(one.name) === undefined);
  for (const one of required) {
    const before = base.getProperty(one.name);
    if (before === undefined || isOptional(comparison, before)) demanded(comparison, { pair, one }, at);
  }
  for (const one of base.getProperties()) {
    if (isUnnamed(one) || one.name.startsWith(hiddenPrefix)) continue;
    const after = head.getProperty(one.name);
    const place = givenMember(comparison, { pair, one }, { place: at.place, isAlone: demands.length > 0 });
    if (after === undefined) refused(comparison, { pair, one }, { ...at, place });
    else {
      const types = { base: checker.getTypeOfSymbol(one), head: checker.getTypeOfSymbol(after) };
      const isLess = isOptional(comparison, one) || isOptional(comparison, after);
      at.below(types, { ...place, mayLack: isLess });
    }
  }
};

/** Where head demands more than base did, a literal fails for that: the member's own type is then asked for. */
const givenMember = (
  comparison: Comparison,
  { pair, one }: Member,
  { place, isAlone }: { readonly place: WritePlace; readonly isAlone: boolean },
): WritePlace => {
  const target = place.target === null ? null : `NonNullable<${place.target}>[${JSON.stringify(one.name)}]`;
  const literal = (value: string): string =>
    place.write(literalOf(comparison, { type: pair.base, head: pair.head }, { [one.name]: value }));
  const hasTarget = isAlone && target !== null && pair.head.getProperty(one.name) !== undefined;
  const write = hasTarget ? (value: string): string => `const it: ${target} = ${value};` : literal;
  return writeBelow(
    place,
    { name: one.name, role: 'member', near: declaredBy(one, pair.head.getProperty(one.name)) },
    { write, target },
  );
};

const demanded = (comparison: Comparison, { pair, one }: Member, { place, bag }: WriteAt): void => {
  const before = pair.base.getProperty(one.name);
  const at = writeBelow(place, { name: one.name, role: 'member' }, place);
  addCandidate(bag, at, {
    ...{ kind: 'member-required', subject: one.name, declared: declaredBy(before, one) },
    code: place.write(literalOf(comparison, { type: pair.base, head: pair.head }, {})),
    from: before === undefined ? null : 'optional',
    to: inWords(comparison, comparison.checker.getTypeOfSymbol(one)),
    handle: handleOf(comparison, pair.base),
  });
};

/** A type with functions in it that the package itself gives out is seldom built by hand. */
const handleOf = ({ names, checker }: Comparison, type: ts.Type): string | null => {
  const symbol = type.aliasSymbol ?? type.getSymbol();
  const name = symbol === undefined ? undefined : names.base.get(symbol);
  const hasFunctions = type.getProperties().some((one) => checker.getTypeOfSymbol(one).getCallSignatures().length > 0);
  return name === undefined || !hasFunctions ? null : name;
};

const refused = (comparison: Comparison, { pair, one }: Member, { place, bag }: WriteAt): void => {
  if (comparison.checker.getIndexInfosOfType(pair.head).length > 0) return;
  const type = comparison.checker.getTypeOfSymbol(one);
  const text = spellType(comparison, type);
  addCandidate(bag, place, {
    ...{ kind: 'member-removed', subject: one.name, declared: declaredBy(one, undefined) },
    ...{ from: inWords(comparison, type), code: place.write(`null! as ${text ?? 'any'}`) },
  });
};

/** An object literal with all that a type demands, and what is given besides; what is another type at head is left open. */
export const literalOf = (
  comparison: Comparison,
  { type, head = null }: { readonly type: ts.Type; readonly head?: ts.Type | null },
  given: { readonly [name: string]: string },
): string => {
  const others = type
    .getProperties()
    .filter((one) => !isUnnamed(one) && !isOptional(comparison, one) && given[one.name] === undefined)
    .map((one) => {
      const type = comparison.checker.getTypeOfSymbol(one);
      const after = head?.getProperty(one.name);
      const isSame = after === undefined || comparison.checker.getTypeOfSymbol(after) === type;
      const text = isSame ? spellType(comparison, type) : null;
      return `${keyOf(one.name)}: null! as ${text ?? 'any'}`;
    });
  const own = Object.entries(given).map(([name, value]) => `${keyOf(name)}: ${value}`);
  return `{ ${[...others, ...own].join(', ')} }`;
};
