import type ts from 'typescript';
import type { ExportPair } from './compare-exports.ts';
import { literalOf } from './compare-members.ts';
import { compareTypes } from './compare-types.ts';
import { addCandidate, createBag, type Bag, type Comparison } from './comparison.ts';
import { accessOf, keyOf, readBelow, type ReadPlace } from './place.ts';
import { spellType } from './spell-type.ts';

/** Compares a class as a value (constructor, statics), its instances, and what whoever extends it builds on. */
export const compareClass = (comparison: Comparison, one: ExportPair, place: ReadPlace): Bag => {
  const { checker } = comparison;
  const bag = createBag();
  if (one.base === one.head) return bag;
  const values = { base: checker.getTypeOfSymbol(one.base), head: checker.getTypeOfSymbol(one.head) };
  bag.below.push(compareTypes(comparison, values, place));
  const declared = { base: checker.getDeclaredTypeOfSymbol(one.base), head: checker.getDeclaredTypeOfSymbol(one.head) };
  pairParameters(comparison, declared);
  const name = spellType(comparison, declared.base) ?? one.access;
  const instance = readBelow(place, { name: null }, (use) => use(`(null! as ${name})`));
  comparison.generic.depth += isGeneric(declared.base) ? 1 : 0;
  bag.below.push(compareTypes(comparison, declared, { ...instance, instanceOf: name }));
  comparison.generic.depth -= isGeneric(declared.base) ? 1 : 0;
  // The relation of whole classes knows nothing of members that went from protected to public.
  bag.isLenient = [declared.base, declared.head].some((type) =>
    type.getProperties().some(({ name: member }) => member.startsWith('protected ')),
  );
  compareAbstract(comparison, { declared, name }, { bag, place });
  compareThis(comparison, { declared, name }, { bag, place });
  return bag;
};

type Declared = { readonly base: ts.Type; readonly head: ts.Type };

const parametersOf = (type: ts.Type): readonly ts.TypeParameter[] =>
  (type as Partial<ts.InterfaceType>).typeParameters ?? [];

const isGeneric = (type: ts.Type): boolean => parametersOf(type).length > 0;

const pairParameters = ({ parameters }: Comparison, { base, head }: Declared): void => {
  const after = parametersOf(head);
  for (const [index, one] of parametersOf(base).entries()) {
    const twin = after[index];
    if (twin !== undefined) parameters.set(one, twin);
  }
};

/** What a method gives whoever extends the class: `this` is then its own class. */
const compareThis = (
  { ts: typescript }: Comparison,
  { declared, name }: { readonly declared: Declared; readonly name: string },
  { bag, place }: Found,
): void => {
  const givesThis = (one: ts.Symbol | undefined): boolean => {
    const type = (one?.valueDeclaration as ts.PropertyDeclaration | undefined)?.type;
    return type !== undefined && typescript.isParenthesizedTypeNode(type) && /=>\s*this\s*\)$/u.test(type.getText());
  };
  for (const one of declared.base.getProperties()) {
    const head = declared.head.getProperty(one.name);
    if (head === undefined || !givesThis(one) || givesThis(head)) continue;
    const given = (one.valueDeclaration as ts.PropertyDeclaration).type?.getText().split('=>')[0] ?? '';
    const count = given.includes(':') ? given.split(':').length - 1 : 0;
    addCandidate(bag, place, {
      ...{ kind: 'return-widened', subject: one.name, trail: [...place.trail, one.name, 'return'] },
      ...{ from: 'this', to: name.replace(/^api\./u, '') },
      code: `abstract class Own extends ${name} { own = 1 } const seen: number = (null! as Own)${accessOf(one.name)}(${Array.from({ length: count }, () => 'null! as any').join(', ')}).own;`,
      declared: { base: one.valueDeclaration, head: head.valueDeclaration },
    });
  }
};

type Found = { readonly bag: Bag; readonly place: ReadPlace };

/** An abstract member that is new has to be written by all who extend the class. */
const compareAbstract = (
  comparison: Comparison,
  { declared, name }: { readonly declared: Declared; readonly name: string },
  { bag, place }: Found,
): void => {
  const before = abstractMembers(comparison, declared.base);
  const known = new Set(before.map((one) => one.name));
  const own = before.map((one) => {
    const text = spellType(comparison, comparison.checker.getTypeOfSymbol(one)) ?? 'any';
    const plain = one.name.replace('protected ', '');
    return `${plain === one.name ? '' : 'protected '}${keyOf(plain)}: ${text} = null!;`;
  });
  for (const one of abstractMembers(comparison, declared.head)) {
    if (known.has(one.name)) continue;
    const subject = one.name.replace('protected ', '');
    addCandidate(bag, place, {
      ...{ kind: 'member-required', subject, trail: [...place.trail, subject], to: 'abstract' },
      code: `class Own extends ${name} { ${own.join(' ')} }`,
      declared: { base: undefined, head: one.declarations?.[0] },
    });
  }
};

const abstractMembers = ({ ts: typescript }: Comparison, type: ts.Type): readonly ts.Symbol[] =>
  type
    .getProperties()
    .filter((one) =>
      (one.declarations ?? []).some(
        (declaration) => (typescript.getCombinedModifierFlags(declaration) & typescript.ModifierFlags.Abstract) !== 0,
      ),
    );

/** Candidates for a class that got its first private member: objects of the same shape are no longer taken for it. */
export const nominalCandidate = (
  comparison: Comparison,
  one: ExportPair,
  hasPrivate: { readonly base: boolean; readonly head: boolean },
): Bag => {
  const bag = createBag();
  if (hasPrivate.base || !hasPrivate.head) return bag;
  const declared = comparison.checker.getDeclaredTypeOfSymbol(one.base);
  const name = spellType(comparison, declared) ?? one.access;
  const place = { trail: [one.symbol], role: 'export', isUnused: false, mode: 'read' } as const;
  addCandidate(
    bag,
    { ...place, read: (use) => use(one.access) },
    {
      ...{ kind: 'class-made-nominal', subject: one.symbol, isSoft: true },
      code: `const it: ${name} = ${literalOf(comparison, { type: declared }, {})};`,
    },
  );
  return bag;
};
