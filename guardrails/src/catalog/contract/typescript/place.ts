import type ts from 'typescript';

/** What declares something in both versions. */
export type Declared = { readonly base: ts.Declaration | undefined; readonly head: ts.Declaration | undefined };

/** What stands at the end of a trail: it decides what a difference there is called. */
export type Role = 'export' | 'return' | 'member' | 'parameter';

type PlaceFacts = {
  /** Names from the export down: `['findUser', 'return', 'owner']`. */
  readonly trail: readonly string[];
  readonly role: Role;
  /** Nobody is known to read or write here: only the type itself is exported. */
  readonly isUnused: boolean;
  /** That it may be absent was compared already: `undefined` is no part of it here. */
  readonly mayLack?: boolean;
  /** The nearest thing on the way that is declared: what is found here is shown there. */
  readonly near?: Declared;
};

/** A place where a consumer gets a value: `read` writes code that uses the expression of that value. */
export type ReadPlace = PlaceFacts & {
  readonly mode: 'read';
  readonly read: (use: (expression: string) => string) => string;
  /** The exported class whose instances these are, as a consumer names it. */
  readonly instanceOf?: string;
};

/** A place where a consumer gives a value: `write` writes code that gives it. */
export type WritePlace = PlaceFacts & {
  readonly mode: 'write';
  readonly write: (value: string) => string;
  /** The type of what is given, as a consumer can name it without giving anything else; null where it cannot. */
  readonly target: string | null;
};

/** Where two types meet, and how a consumer comes there. The code is the body of an async function. */
export type Place = ReadPlace | WritePlace;

/** A step from one place to one below it. */
type Step = { readonly name: string | null; readonly role?: Role; readonly near?: Declared | undefined };

/** A place below another one, where values are read. Pure. */
export const readBelow = (place: Place, step: Step, read: ReadPlace['read']): ReadPlace => ({
  ...below(place, step),
  mode: 'read',
  read,
});

/** A place below another one, where values are given. Pure. */
export const writeBelow = (
  place: Place,
  step: Step,
  { write, target }: Pick<WritePlace, 'write' | 'target'>,
): WritePlace => ({ ...below(place, step), mode: 'write', write, target });

const below = (place: Place, { name, role, near }: Step): PlaceFacts => ({
  trail: name === null ? place.trail : [...place.trail, name],
  role: role ?? place.role,
  isUnused: place.isUnused,
  ...nearest(near ?? place.near),
});

const nearest = (near: Declared | undefined): Pick<PlaceFacts, 'near'> => (near === undefined ? {} : { near });

/** `.name`, or `["a-b"]` for what is no identifier. Pure. */
export const accessOf = (name: string): string =>
  /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;

/** The name as a key of an object literal. Pure. */
export const keyOf = (name: string): string => (/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? name : JSON.stringify(name));
