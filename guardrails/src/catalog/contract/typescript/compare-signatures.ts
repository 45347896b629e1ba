import type ts from 'typescript';
import { addCandidate, inWords, type At, type Comparison, type TypePair } from './comparison.ts';
import { compareCallbacks } from './compare-callbacks.ts';
import { readBelow, writeBelow, type ReadPlace } from './place.ts';
import { givenAlike, isCalledAlike, listOf, parametersOf, type SignaturePair } from './signature-parameters.ts';
import { spellFrozen, spellType } from './spell-type.ts';

type ReadAt = Omit<At, 'place'> & { readonly place: ReadPlace };

/** How a consumer calls: `f(…)` or `new F(…)`. */
type Call = (callee: string, given: string) => string;

const plainCall: Call = (callee, given) => `${callee}(${given})`;
const construct: Call = (callee, given) => `new ${callee}(${given})`;

/** Compares what two types can be called with, or constructed by; at a `write` place the consumer gives the function. */
export const compareSignatures = (comparison: Comparison, pair: TypePair, at: At): void => {
  const { place } = at;
  const calls = { base: pair.base.getCallSignatures(), head: pair.head.getCallSignatures() };
  const made = { base: pair.base.getConstructSignatures(), head: pair.head.getConstructSignatures() };
  if (place.mode === 'write') {
    compareCallbacks(comparison, calls, { ...at, place });
    return;
  }
  compareCalled(comparison, { ...calls, call: plainCall }, { ...at, place });
  compareCalled(comparison, { ...made, call: construct }, { ...at, place });
};

type Lists = { readonly base: readonly ts.Signature[]; readonly head: readonly ts.Signature[] };

const compareCalled = (comparison: Comparison, lists: Lists & { readonly call: Call }, at: ReadAt): void => {
  const { base, head, call } = lists;
  const [first, after] = [base[0], head[0]];
  if (first === undefined) return;
  if (after === undefined) {
    addCandidate(at.bag, at.place, {
      kind: call === construct ? 'constructor-hidden' : 'export-kind-changed',
      code: at.place.read((value) => `${call(value, listOf(comparison, first, 'all'))};`),
    });
    return;
  }
  if (call === construct) hiddenConstructor(comparison, { base: first, head: after }, at);
  if (base.length === 1 && head.length === 1) compareOne(comparison, { base: first, head: after, call }, at);
  else for (const signature of base) compareOverload(comparison, { signature, call }, at);
};

/** A constructor that is private, protected or of an abstract class has a signature all the same. */
const hiddenConstructor = (comparison: Comparison, { base, head }: SignaturePair, { place, bag }: ReadAt): void => {
  const wordsOf = (signature: ts.Signature): string => {
    const declaration = signature.getDeclaration() as ts.SignatureDeclaration | undefined;
    const owner = declaration?.parent as { readonly modifiers?: readonly ts.Node[] } | undefined;
    const own = declaration as { readonly modifiers?: readonly ts.Node[] } | undefined;
    const { isClassDeclaration, SyntaxKind } = comparison.ts;
    const isClass = declaration?.parent !== undefined && isClassDeclaration(declaration.parent);
    const words = [...(own?.modifiers ?? []), ...(isClass ? (owner?.modifiers ?? []) : [])];
    const hiding = [SyntaxKind.PrivateKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.AbstractKeyword];
    return words
      .filter(({ kind }) => hiding.includes(kind))
      .map((one) => one.getText())
      .join(' ');
  };
  const isAbstract = (signature: ts.Signature): boolean =>
    ((signature as unknown as { readonly flags: number }).flags & 4) !== 0;
  const [before, after] = [wordsOf(base), wordsOf(head)];
  if (before === after && isAbstract(base) === isAbstract(head)) return;
  addCandidate(bag, place, {
    ...{
      kind: 'constructor-hidden',
      from: before || 'public',
      to: after || (isAbstract(head) ? 'abstract' : 'public'),
    },
    ...{ declared: { base: base.getDeclaration(), head: head.getDeclaration() } },
    code: place.read((value) => `${construct(value, listOf(comparison, base, 'all'))};`),
  });
};

const compareOverload = (
  comparison: Comparison,
  { signature, call }: { readonly signature: ts.Signature; readonly call: Call },
  { place, bag }: ReadAt,
): void => {
  const result = spellFrozen(comparison, signature.getReturnType());
  const isPlain = result === null || result === 'void' || call === construct;
  for (const which of ['required', 'all'] as const)
    addCandidate(bag, place, {
      kind: 'overload-removed',
      from: comparison.checker.signatureToString(signature).replace(/import\("[^"]*"\)\./gu, ''),
      declared: { base: signature.getDeclaration(), head: undefined },
      code: place.read((value) => {
        const called = call(value, listOf(comparison, signature, which));
        return isPlain ? `${called};` : `const seen: ${result} = ${called};`;
      }),
    });
};

const compareOne = (comparison: Comparison, pair: SignaturePair & { readonly call: Call }, at: ReadAt): void => {
  const isGeneric = pairTypeParameters(comparison, pair, at);
  comparison.generic.depth += isGeneric ? 1 : 0;
  compareParameters(comparison, pair, at);
  const { base, head, call } = pair;
  const place = returnPlace(comparison, pair, at.place);
  // What a class constructs is compared as the class.
  if (call !== construct) at.below({ base: base.getReturnType(), head: head.getReturnType() }, place);
  comparePredicates(comparison, pair, { ...at, place });
  compareThis(comparison, pair, at);
  comparison.generic.depth -= isGeneric ? 1 : 0;
};

/** A call, or the type of what it returns where head has to be called otherwise. */
const returnPlace = (comparison: Comparison, { base, head }: SignaturePair, place: ReadPlace): ReadPlace => {
  const step = { name: 'return', role: 'return' } as const;
  if (!isCalledAlike(comparison, { base, head }))
    return readBelow(place, step, (use) =>
      place.read((value) => `const call = ${value}; ${use('(null! as ReturnType<typeof call>)')}`),
    );
  const given = givenAlike(comparison, { base, head }).filter((_, index) => isRequiredAt(comparison, base, index));
  return readBelow(place, step, (use) => place.read((value) => use(`${value}(${given.join(', ')})`)));
};

/** What a function demands of the object that it is called on. */
const compareThis = (
  { checker }: Comparison,
  { base, head, call }: SignaturePair & { readonly call: Call },
  { place, below }: ReadAt,
): void => {
  const typeOf = (signature: ts.Signature): ts.Type | undefined => {
    const { thisParameter } = signature as unknown as { readonly thisParameter?: ts.Symbol };
    const declaration = thisParameter?.valueDeclaration as ts.ParameterDeclaration | undefined;
    return declaration?.type === undefined ? undefined : checker.getTypeFromTypeNode(declaration.type);
  };
  const [before, after] = [typeOf(base), typeOf(head)];
  if (before === undefined || after === undefined || call === construct) return;
  const write = (value: string): string =>
    place.read((callee) => `const call = ${callee}; const it: ThisParameterType<typeof call> = ${value};`);
  below({ base: before, head: after }, writeBelow(place, { name: 'this', role: 'parameter' }, { write, target: null }));
};

const isRequiredAt = (comparison: Comparison, signature: ts.Signature, index: number): boolean =>
  parametersOf(comparison, signature)[index]?.isRequired === true;

/** `value is A` is a promise of its own: without it a consumer's narrowing is gone. */
const comparePredicates = (comparison: Comparison, { base, head }: SignaturePair, { place, bag }: ReadAt): void => {
  const { checker } = comparison;
  const before = checker.getTypePredicateOfSignature(base);
  const after = checker.getTypePredicateOfSignature(head);
  if (before?.type === undefined || before.kind !== comparison.ts.TypePredicateKind.Identifier) return;
  if (after?.type !== undefined && checker.isTypeAssignableTo(after.type, before.type)) return;
  const text = spellFrozen(comparison, before.type);
  const given = base.getParameters()[before.parameterIndex];
  const wide = given === undefined ? null : spellType(comparison, checker.getTypeOfSymbol(given));
  const callee = (value: string): string => value.replace(/\([^()]*(?:\([^()]*\)[^()]*)*\)$/u, '');
  addCandidate(bag, place, {
    ...{
      kind: 'return-widened',
      from: `is ${inWords(comparison, before.type)}`,
      to: inWords(comparison, head.getReturnType()),
    },
    code:
      text === null || wide === null
        ? null
        : place.read((value) => `const it = null! as ${wide}; if (${callee(value)}(it)) { const seen: ${text} = it; }`),
  });
};

const pairTypeParameters = (
  comparison: Comparison,
  pair: SignaturePair & { readonly call: Call },
  at: ReadAt,
): boolean => {
  const before = pair.base.getTypeParameters() ?? [];
  const after = pair.head.getTypeParameters() ?? [];
  for (const [index, one] of before.entries()) {
    const twin = after[index];
    if (twin !== undefined) comparison.parameters.set(one, twin);
  }
  const spelled = before.map((one) => spellType(comparison, one.getConstraint() ?? one) ?? 'any');
  const words = (list: readonly ts.TypeParameter[]): string => `<${list.map((one) => parameterText(one)).join(', ')}>`;
  if (before.length > 0)
    addCandidate(at.bag, at.place, {
      ...{ kind: 'type-parameters-changed', from: words(before), to: words(after) },
      code: at.place.read(
        (value) => `${pair.call(`${value}<${spelled.join(', ')}>`, listOf(comparison, pair.base, 'required'))};`,
      ),
    });
  return before.length + after.length > 0;
};

const parameterText = (parameter: ts.TypeParameter): string =>
  parameter.getSymbol()?.declarations?.[0]?.getText() ?? parameter.symbol.name;

const compareParameters = (comparison: Comparison, pair: SignaturePair & { readonly call: Call }, at: ReadAt): void => {
  const { base, head, call } = pair;
  const [before, after] = [parametersOf(comparison, base), parametersOf(comparison, head)];
  const called = (given: readonly string[]): string => at.place.read((value) => `${call(value, given.join(', '))};`);
  const all = before.map(({ text }) => text);
  const least = all.slice(0, before.filter(({ isRequired }) => isRequired).length);
  for (const [index, one] of after.entries()) {
    const twin = before[index];
    if (!one.isRequired || twin?.isRequired === true) continue;
    addCandidate(at.bag, at.place, {
      ...{ kind: 'parameter-required', subject: one.name, trail: [...at.place.trail, one.name], code: called(least) },
      ...{ from: twin === undefined ? null : 'optional', to: inWords(comparison, one.type) },
      declared: { base: twin?.declaration, head: one.declaration },
    });
    break;
  }
  const fewer = before.at(-1)?.isRest === true && after.at(-1)?.isRest !== true;
  const extra = fewer ? before.at(-1) : before[after.length];
  const many = fewer ? [...all, ...after.map(() => extra?.text ?? '')] : all;
  if (extra !== undefined && after.at(-1)?.isRest !== true)
    addCandidate(at.bag, at.place, {
      ...{ kind: 'parameter-removed', subject: extra.name, trail: [...at.place.trail, extra.name], code: called(many) },
      ...{ from: inWords(comparison, extra.type), declared: { base: extra.declaration, head: undefined } },
    });
  const open = givenAlike(comparison, pair);
  const isAlike = isCalledAlike(comparison, pair) && (after.at(-1)?.isRest === true || after.length >= before.length);
  for (const [index, one] of before.entries()) {
    const twin = after[index] ?? (after.at(-1)?.isRest === true ? after.at(-1) : undefined);
    if (twin === undefined) continue;
    const filled = [...open.slice(0, index), ...open.slice(index, least.length)];
    const natural = (value: string): string => called([...filled.slice(0, index), value, ...filled.slice(index + 1)]);
    const target = targetOf(at.place, { index, call });
    const aside = (value: string): string =>
      at.place.read((callee) => `const call = ${callee}; const it: ${parameterType(index, call)} = ${value};`);
    const write = isAlike || one.isRest || twin.isRest ? natural : aside;
    // That it may be left out was asked above.
    const isLess = !one.isRequired && !one.isRest;
    const place = writeBelow(at.place, { name: one.name, role: 'parameter' }, { write, target });
    at.below({ base: one.type, head: twin.type }, { ...place, mayLack: isLess });
    if (isLess && twin.isRest) at.bag.isLenient = true;
  }
};

const parameterType = (index: number, call: Call): string =>
  `${call === construct ? 'ConstructorParameters' : 'Parameters'}<typeof call>[${String(index)}]`;

/** The type of a parameter of what is exported by a plain name. */
const targetOf = (
  place: ReadPlace,
  { index, call }: { readonly index: number; readonly call: Call },
): string | null => {
  let callee = '';
  place.read((value) => {
    callee = value;
    return '';
  });
  return /^api(?:\.[\w$]+)+$/u.test(callee) ? parameterType(index, call).replace('call', callee) : null;
};
