import type ts from 'typescript';
import type { ApiDifferenceKind } from './api-difference.ts';
import type { Declared, Place } from './place.ts';
import type { TypeScript } from './side-files.ts';

/** The types of one thing in both versions. */
export type TypePair = { readonly base: ts.Type; readonly head: ts.Type };

/** Something that may break a consumer: the compiler decides by its code. */
export type Candidate = {
  readonly kind: ApiDifferenceKind;
  readonly subject: string;
  readonly trail: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
  readonly isSoft: boolean;
  /** True where it breaks whether or not the compiler sees it. */
  readonly isCertain: boolean;
  /** Body of a consumer that compiles against base; null where none could be written. */
  readonly code: string | null;
  /** What declares it: of the member or parameter at base, and at head. */
  readonly declared: Declared;
  /** Where it is shown: what declares it, or the nearest thing that is declared. */
  readonly near: Declared;
  /** The exported type whose values a consumer would have to build to notice; see {@link Comparison.reached}. */
  readonly handle: string | null;
};

/** What was found at a pair of types, and at those below it. */
export type Bag = {
  readonly own: Candidate[];
  readonly below: Bag[];
  /** True where something was passed over that the compiler's relation does not pass over: it then proves nothing. */
  isLenient: boolean;
};

/** A bag with nothing in it. */
export const createBag = (below: Bag[] = []): Bag => ({ own: [], below, isLenient: false });

/** What is known at a pair of types: how a consumer comes there, where candidates go, and how types below are compared. */
export type At = { readonly place: Place; readonly bag: Bag; readonly below: (pair: TypePair, place: Place) => void };

/** The state of one comparison of an entry point. */
export type Comparison = {
  readonly ts: TypeScript;
  readonly checker: ts.TypeChecker;
  /** Exported symbol of base (head) → how a consumer names it: `api.User`. */
  readonly names: { readonly base: ReadonlyMap<ts.Symbol, string>; readonly head: ReadonlyMap<ts.Symbol, string> };
  /** Pairs of types that were met, by their ids and the direction. */
  readonly bags: Map<string, Bag>;
  /** Name of an exported type → the directions in which values of it are met in functions and constants. */
  readonly reached: Map<string, Set<Place['mode']>>;
  /** Symbol of base → symbol of head → whether both are declared alike. */
  readonly same: Map<ts.Symbol, Map<ts.Symbol, boolean>>;
  /** Type parameters of base → what they are at head. */
  readonly parameters: Map<ts.Type, ts.Type>;
  /** How many generic signatures are being looked into: there, assignability says little. */
  readonly generic: { depth: number };
  /** Types of base that were written out, as what they were and by their names. */
  readonly spelled: { readonly frozen: Map<ts.Type, string | null>; readonly named: Map<ts.Type, string | null> };
  /** Symbols of the types that are being compared: a type that holds another of its own kind is not followed again. */
  readonly open: ts.Symbol[];
  /** How many pairs were looked at; a limit ends what would not. */
  readonly effort: { pairs: number };
};

/** Pairs after which a comparison goes no deeper: what is left is decided by assignability alone. */
export const mostPairs = 1_500;

/** Longer consumers are not written: nobody would read them, and they fill the memory. */
const longestCode = 4_000;

/** What a difference at a place is called. Pure. */
export const changeKind = ({ mode, role }: Place): ApiDifferenceKind => {
  if (role === 'export') return 'type-changed';
  if (role === 'return') return mode === 'read' ? 'return-widened' : 'parameter-narrowed';
  if (role === 'parameter') return mode === 'read' ? 'callback-widened' : 'parameter-narrowed';
  return mode === 'read' ? 'member-widened' : 'member-narrowed';
};

/** A type in words, cut where it is long. */
export const inWords = (comparison: Comparison, type: ts.Type): string => {
  const text = comparison.checker.typeToString(type).replace(/import\("[^"]*"\)\./gu, '');
  return text.length > 160 ? `${text.slice(0, 157)}...` : text;
};

/** Adds a candidate to a bag. */
export const addCandidate = (
  bag: Bag,
  place: Place,
  draft: Pick<Candidate, 'kind' | 'code'> & Partial<Candidate>,
): void => {
  bag.own.push({
    subject: place.trail.at(-1) ?? '',
    trail: place.trail,
    from: null,
    to: null,
    isSoft: false,
    isCertain: false,
    declared: { base: undefined, head: undefined },
    handle: null,
    near: draft.declared ?? place.near ?? { base: undefined, head: undefined },
    ...draft,
    code: draft.code === null || draft.code.length > longestCode ? null : draft.code,
  });
};

/** All candidates of a bag and of those below it, each once. */
export const candidatesOf = (bag: Bag): readonly Candidate[] => bagsOf(bag).flatMap(({ own }) => own);

/** A bag and all that are below it, each once. */
export const bagsOf = (bag: Bag): readonly Bag[] => {
  const seen = new Set<Bag>();
  const pending = [bag];
  for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
    if (seen.has(one)) continue;
    seen.add(one);
    pending.push(...[...one.below].reverse());
  }
  return [...seen];
};
