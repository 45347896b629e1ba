import type ts from 'typescript';
import type { Comparison } from './comparison.ts';
import { keyOf } from './place.ts';

/** Deeper types are not written out. */
const mostDepth = 5;

/** The type that stands for a type parameter without a constraint in a consumer's code. */
export const givenType = 'Given';

/** How a type is written: by the names that the package exports, or as `frozen`, which says what it was at base whatever it is now. */
type Spelling = {
  readonly depth: number;
  readonly isFrozen: boolean;
  /** Types that may still be written out: without a limit their number grows with each level. */
  readonly budget: { left: number };
};

const mostParts = 150;

/** An object with more members and signatures is nothing that a consumer writes out. */
const mostMembers = 40;

/** Writes what a type of base was, without the names that mean something else at head; by these where there is no other way. */
export const spellFrozen = (comparison: Comparison, type: ts.Type): string | null =>
  remembered(comparison, type, true) ?? spellType(comparison, type);

/**
 * Writes a type of base as a consumer would: exported types by their name (`api.User`), all others spelled out. Null for what no
 * consumer can write: a type that is not exported and has no plain shape, or one that is too deep.
 */
export const spellType = (comparison: Comparison, type: ts.Type): string | null => remembered(comparison, type, false);

const remembered = (comparison: Comparison, type: ts.Type, isFrozen: boolean): string | null => {
  const known = comparison.spelled[isFrozen ? 'frozen' : 'named'];
  const found = known.get(type);
  if (found !== undefined) return found;
  const text = spell(comparison, type, { depth: 0, isFrozen, budget: { left: mostParts } });
  known.set(type, text);
  return text;
};

const deeper = ({ depth, ...rest }: Spelling): Spelling => ({ depth: depth + 1, ...rest });

const spell = (comparison: Comparison, type: ts.Type, depth: Spelling): string | null => {
  if (depth.depth > mostDepth || depth.budget.left-- <= 0) return null;
  const { TypeFlags } = comparison.ts;
  const named = spellNamed(comparison, type, depth);
  if (named !== null) return named;
  if ((type.flags & TypeFlags.TypeParameter) !== 0) return spellParameter(comparison, type, depth);
  if ((type.flags & plainFlags(comparison)) !== 0) return comparison.checker.typeToString(type);
  if (type.isUnion()) return spellMany(comparison, { types: unionParts(comparison, type), by: ' | ' }, depth);
  if (type.isIntersection()) return spellMany(comparison, { types: type.types, by: ' & ' }, depth);
  return (type.flags & TypeFlags.Object) === 0 ? null : spellObject(comparison, type, depth);
};

const plainFlags = ({ ts: { TypeFlags } }: Comparison): number =>
  TypeFlags.Any |
  TypeFlags.Unknown |
  TypeFlags.String |
  TypeFlags.Number |
  TypeFlags.Boolean |
  TypeFlags.BigInt |
  TypeFlags.ESSymbol |
  TypeFlags.Void |
  TypeFlags.Undefined |
  TypeFlags.Null |
  TypeFlags.Never |
  TypeFlags.StringLiteral |
  TypeFlags.NumberLiteral |
  TypeFlags.BooleanLiteral |
  TypeFlags.BigIntLiteral |
  TypeFlags.NonPrimitive |
  TypeFlags.TemplateLiteral;

/** `true | false` inside a union is `boolean`. */
const unionParts = ({ checker, ts: { TypeFlags } }: Comparison, type: ts.UnionType): readonly ts.Type[] => {
  const isBoolean = (one: ts.Type): boolean => (one.flags & TypeFlags.BooleanLiteral) !== 0;
  if (type.types.filter(isBoolean).length < 2) return type.types;
  return [...type.types.filter((one) => !isBoolean(one)), checker.getBooleanType()];
};

const spellNamed = (comparison: Comparison, type: ts.Type, depth: Spelling): string | null => {
  const { checker, names, ts: typescript } = comparison;
  const alias = type.aliasSymbol === undefined || depth.isFrozen ? undefined : names.base.get(type.aliasSymbol);
  if (alias !== undefined)
    return withArguments(comparison, { name: alias, types: type.aliasTypeArguments ?? [] }, depth);
  const symbol = type.getSymbol();
  if (symbol === undefined) return null;
  if ((type.flags & typescript.TypeFlags.EnumLike) !== 0) return spellEnum(comparison, symbol);
  const isInstance = (symbol.flags & (typescript.SymbolFlags.Class | typescript.SymbolFlags.Interface)) !== 0;
  if (!isInstance || !isDeclaredType(comparison, type, symbol)) return null;
  const own = depth.isFrozen ? undefined : names.base.get(symbol);
  const name = own ?? libraryName(symbol);
  if (name === null || checker.isArrayType(type)) return null;
  const types = isReference(comparison, type) ? checker.getTypeArguments(type) : [];
  const wanted = (checker.getDeclaredTypeOfSymbol(symbol) as ts.InterfaceType).typeParameters?.length ?? 0;
  return withArguments(comparison, { name, types: types.slice(0, wanted) }, depth);
};

/** The type of a class as a value has the class's symbol too. */
const isDeclaredType = ({ checker }: Comparison, type: ts.Type, symbol: ts.Symbol): boolean => {
  const declared = checker.getDeclaredTypeOfSymbol(symbol);
  return type === declared || (type as Partial<ts.TypeReference>).target === declared;
};

const isReference = ({ ts: { ObjectFlags } }: Comparison, type: ts.Type): type is ts.TypeReference =>
  (((type as Partial<ts.ObjectType>).objectFlags ?? 0) & ObjectFlags.Reference) !== 0;

const spellEnum = ({ names }: Comparison, symbol: ts.Symbol): string | null => {
  const own = names.base.get(symbol);
  if (own !== undefined) return own;
  const parent = (symbol as { readonly parent?: ts.Symbol }).parent;
  const owner = parent === undefined ? undefined : names.base.get(parent);
  return owner === undefined ? null : `${owner}.${symbol.name}`;
};

/** What the compiler's own library declares is known everywhere. */
const libraryName = (symbol: ts.Symbol): string | null =>
  /\/lib\.[^/]*\.d\.ts$/u.test(symbol.declarations?.[0]?.getSourceFile().fileName ?? '') ? symbol.name : null;

type Generic = { readonly name: string; readonly types: readonly ts.Type[] };

const withArguments = (comparison: Comparison, { name, types }: Generic, depth: Spelling): string | null => {
  if (types.length === 0) return name;
  const spelled = spellEach(types, (type) => spell(comparison, type, deeper(depth)));
  return spelled === null ? null : `${name}<${spelled.join(', ')}>`;
};

const spellParameter = (comparison: Comparison, type: ts.Type, depth: Spelling): string | null => {
  const constraint = type.getConstraint();
  return constraint === undefined ? givenType : spell(comparison, constraint, deeper(depth));
};

const spellMany = (
  comparison: Comparison,
  { types, by }: { readonly types: readonly ts.Type[]; readonly by: string },
  depth: Spelling,
): string | null => {
  if (types.length > 60) return null;
  const spelled = spellEach(types, (type) => spell(comparison, type, deeper(depth)));
  return spelled === null ? null : spelled.map((text) => (/=>|[|&]/u.test(text) ? `(${text})` : text)).join(by);
};

const spellObject = (comparison: Comparison, type: ts.Type, depth: Spelling): string | null => {
  const { checker } = comparison;
  if (isReference(comparison, type) && (checker.isArrayType(type) || checker.isTupleType(type)))
    return spellList(comparison, type, depth);
  if (((type as ts.ObjectType).objectFlags & comparison.ts.ObjectFlags.Mapped) !== 0 && isOpen(comparison, type))
    return null;
  const [called, made] = [type.getCallSignatures(), type.getConstructSignatures()];
  const [properties, indexes] = [type.getProperties(), checker.getIndexInfosOfType(type)];
  if (called.length + made.length + properties.length > mostMembers) return null;
  const parts = spellEach(
    [
      ...called.map((signature) => () => spellSignature(comparison, { signature, arrow: ': ' }, depth)),
      ...made.map((signature) => () => prefixed('new ', spellSignature(comparison, { signature, arrow: ': ' }, depth))),
      ...indexes.map((info) => () => spellIndex(comparison, info, depth)),
      ...properties.map((property) => () => spellProperty(comparison, property, depth)),
    ],
    (write) => write(),
  );
  return parts === null ? null : `{ ${parts.join('; ')} }`;
};

const prefixed = (prefix: string, text: string | null): string | null => (text === null ? null : `${prefix}${text}`);

const spellIndex = (comparison: Comparison, { keyType, type }: ts.IndexInfo, depth: Spelling): string | null => {
  const key = spell(comparison, keyType, deeper(depth));
  const value = key === null ? null : spell(comparison, type, deeper(depth));
  return value === null ? null : `[key: ${key ?? ''}]: ${value}`;
};

/** All texts, or null as soon as there is none for one: what follows is not asked of the compiler, which would remember it. */
const spellEach = <Item>(items: readonly Item[], write: (item: Item) => string | null): readonly string[] | null => {
  const texts: string[] = [];
  for (const item of items) {
    const text = write(item);
    if (text === null) return null;
    texts.push(text);
  }
  return texts;
};

/** A mapped type over a type parameter has no members of its own. */
const isOpen = ({ checker }: Comparison, type: ts.Type): boolean =>
  checker.getPropertiesOfType(type).length + checker.getIndexInfosOfType(type).length === 0;

const spellList = (comparison: Comparison, type: ts.TypeReference, depth: Spelling): string | null => {
  const { checker, ts: typescript } = comparison;
  const parts = spellEach(checker.getTypeArguments(type), (one) => spell(comparison, one, deeper(depth)));
  if (parts === null) return null;
  const isReadonly = type.getSymbol()?.name === 'ReadonlyArray' || (type.target as ts.TupleType).readonly;
  const prefix = isReadonly ? 'readonly ' : '';
  if (checker.isArrayType(type)) return `${prefix}(${parts[0] ?? 'unknown'})[]`;
  const flags = (type.target as ts.TupleType).elementFlags;
  const items = parts.map((part, index) => {
    const flag = flags[index] ?? 0;
    if ((flag & typescript.ElementFlags.Rest) !== 0) return `...(${part})[]`;
    return (flag & typescript.ElementFlags.Optional) === 0 ? part : `(${part})?`;
  });
  return `${prefix}[${items.join(', ')}]`;
};

const spellProperty = (comparison: Comparison, property: ts.Symbol, depth: Spelling): string | null => {
  if (property.name.startsWith('__@') || property.name.startsWith('protected ')) return null;
  const text = spell(comparison, comparison.checker.getTypeOfSymbol(property), deeper(depth));
  const isOptional = (property.flags & comparison.ts.SymbolFlags.Optional) !== 0;
  return text === null ? null : `${keyOf(property.name)}${isOptional ? '?' : ''}: ${text}`;
};

/** Writes a signature: `(a: string, b?: number): void`. */
const spellSignature = (
  comparison: Comparison,
  { signature, arrow }: { readonly signature: ts.Signature; readonly arrow: string },
  depth: Spelling,
): string | null => {
  const parameters = spellEach([...signature.getParameters().entries()], ([index, parameter]) => {
    const text = spell(comparison, comparison.checker.getTypeOfSymbol(parameter), deeper(depth));
    const declaration = parameter.valueDeclaration as ts.ParameterDeclaration | undefined;
    const isRest = declaration?.dotDotDotToken !== undefined;
    const isOptional = !isRest && declaration !== undefined && comparison.checker.isOptionalParameter(declaration);
    return prefixed(`${isRest ? '...' : ''}p${String(index)}${isOptional ? '?' : ''}: `, text);
  });
  if (parameters === null) return null;
  const result = spell(comparison, signature.getReturnType(), deeper(depth));
  if (result === null) return null;
  return `(${parameters.join(', ')})${arrow}${result}`;
};
