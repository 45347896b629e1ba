import { knownPackages, popularPackages } from './generated/popular-packages.ts';

/** A name that looks like another one. */
export type Lookalike = { readonly resembles: string; readonly how: string; readonly isCertain: boolean };

const popular = popularPackages();
const known = new Set(knownPackages());
const byBare = new Map(popular.map((name) => [bareOf(name), name]));

/**
 * Whether a package's name looks like that of a popular package, or of one that the repository depends on already, and
 * is another: letters of another alphabet, one letter more, less, other or swapped, other separators, a scope that is
 * nearly the popular one. Well-known packages resemble nobody (`preact` is no misspelt `react`). Pure.
 */
export const findLookalike = (name: string, own: ReadonlySet<string>): Lookalike | null => {
  if (/[^\u0021-\u007e]/.test(name))
    return {
      resembles: name.normalize('NFKD').replaceAll(/[^\u0021-\u007e]/g, '?'),
      how: 'letters of another alphabet',
      isCertain: true,
    };
  if (known.has(name) || own.has(name)) return null;
  const bare = byBare.get(bareOf(name));
  if (bare !== undefined && bare !== name && !isScopedPair(name, bare))
    return { resembles: bare, how: 'other separators', isCertain: name.length >= 6 };
  return nearScope(name) ?? nearName(name, own);
};

function bareOf(name: string): string {
  return name.toLowerCase().replaceAll(/[-_./@]/g, '');
}

/** `@acme/react` is acme's own; `acme-react` and `@acme/react` are seldom the same people's, and that is known. */
const isScopedPair = (name: string, other: string): boolean =>
  name.startsWith('@') !== other.startsWith('@') && !other.startsWith('@');

const scopes = new Set(popular.filter((name) => name.startsWith('@')).map(scopeOf));

function scopeOf(name: string): string {
  return name.split('/')[0] ?? name;
}

const nearScope = (name: string): Lookalike | null => {
  if (!name.startsWith('@')) return null;
  const [scope = '', rest = ''] = name.split('/');
  if (scopes.has(scope)) return null;
  for (const other of scopes)
    if (scope.length >= 5 && isOneEditAway(scope, other) && known.has(`${other}/${rest}`))
      return { resembles: `${other}/${rest}`, how: 'a scope that differs by one letter', isCertain: true };
  return null;
};

const nearName = (name: string, own: ReadonlySet<string>): Lookalike | null => {
  if (name.startsWith('@') || name.length < 5) return null;
  for (const other of popular)
    if (other.length >= 5 && isOneEditAway(name, other))
      return { resembles: other, how: 'one letter differs', isCertain: name.length >= 6 && !isPlural(name, other) };
  for (const other of own)
    if (other.length >= 7 && !other.startsWith('@') && isOneEditAway(name, other) && !isPlural(name, other))
      return { resembles: other, how: 'one letter differs from a dependency in use', isCertain: false };
  return null;
};

/** `date-fn` and `date-fns`, `vue3` and `vue2`: often both exist in good faith. */
const isPlural = (one: string, other: string): boolean =>
  `${one}s` === other || one === `${other}s` || one.replaceAll(/\d/g, '#') === other.replaceAll(/\d/g, '#');

/** Damerau-Levenshtein distance of exactly one, in one pass. Pure. */
export const isOneEditAway = (one: string, other: string): boolean => {
  if (one === other || Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const [a, b] = [one.slice(at), other.slice(at)];
  if (a.length === b.length)
    return a.slice(1) === b.slice(1) || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
  return a.length > b.length ? a.slice(1) === b : a === b.slice(1);
};
