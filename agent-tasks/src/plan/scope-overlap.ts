import { expand } from 'brace-expansion';
import picomatch from 'picomatch';
import type { Task } from './plan.ts';

/**
 * A path that both scopes may write, or null when there is none. Globs as picomatch reads them with `dot: true`:
 * `**`, `*`, `?`, `[abc]`, `{a,b}`. Errs towards an overlap where a glob uses more than that. Pure.
 */
export const canOverlap = (a: Task['scope'], b: Task['scope']): string | null => {
  for (const left of a.write.flatMap(alternatives)) {
    for (const right of b.write.flatMap(alternatives)) {
      const path = intersect(left.split('/'), right.split('/'));
      if (path === null) continue;
      const meeting = { example: path.join('/'), globs: [left, right] };
      if (!isForbidden(a, meeting) && !isForbidden(b, meeting)) return meeting.example;
    }
  }
  return null;
};

const alternatives = (glob: string): readonly string[] => expand(glob);

/** Where two write globs meet: all that both match, with one example. */
type Meeting = { readonly example: string; readonly globs: readonly string[] };

/** A forbid glob takes an overlap away only if it covers all of it: the one path, or one of the two globs whole. */
const isForbidden = (scope: Task['scope'], { example, globs }: Meeting): boolean => {
  const isOnePath = globs.some((glob) => !/[*?[]/.test(glob));
  return scope.forbid.some(
    (forbid) =>
      (isOnePath && picomatch.isMatch(example, forbid, { dot: true })) || globs.some((glob) => coversAll(forbid, glob)),
  );
};

const coversAll = (forbid: string, write: string): boolean => {
  const prefix = forbid.endsWith('/**') ? forbid.slice(0, -3) : null;
  return (
    forbid === write || forbid === '**' || (prefix !== null && !/[*?[{]/.test(prefix) && write.startsWith(`${prefix}/`))
  );
};

/** A path as segments that both lists of glob segments match, by simulation of the two lists side by side. */
const intersect = (a: readonly string[], b: readonly string[]): readonly string[] | null => {
  const failed = new Set<string>();
  const walk = (i: number, j: number): readonly string[] | null => {
    if (i === a.length && j === b.length) return [];
    const key = `${i},${j}`;
    if (failed.has(key)) return null;
    const found = step(i, j);
    if (found === null) failed.add(key);
    return found;
  };
  const step = (i: number, j: number): readonly string[] | null => {
    const left = a[i];
    const right = b[j];
    if (left === '**' && right === '**') return namedTail(i, j) ?? walk(i + 1, j) ?? walk(i, j + 1);
    if (left === '**')
      return walk(i + 1, j) ?? (right === undefined ? null : prepend(segmentOf(right), walk(i, j + 1)));
    if (right === '**') return walk(i, j + 1) ?? (left === undefined ? null : prepend(segmentOf(left), walk(i + 1, j)));
    if (left === undefined || right === undefined) return null;
    const segment = intersectSegments(left, right);
    return segment === null ? null : prepend(segment, walk(i + 1, j + 1));
  };
  const namedTail = (i: number, j: number) => (i === a.length - 1 && j === b.length - 1 ? ['file'] : null);
  return walk(0, 0);
};

const prepend = (segment: string, rest: readonly string[] | null): readonly string[] | null =>
  rest === null ? null : [segment, ...rest];

/** A name that a glob segment matches. */
const segmentOf = (glob: string): string =>
  glob
    .replaceAll(/\*+/g, 'x')
    .replaceAll('?', 'x')
    .replaceAll(/\[(.)[^\]]*\]/g, '$1');

/** A name that both segments match: one star of either side stands for what the other side has there. */
const intersectSegments = (a: string, b: string): string | null => {
  const failed = new Set<string>();
  const walk = (i: number, j: number): string | null => {
    const key = `${i},${j}`;
    if (failed.has(key)) return null;
    const found = step(i, j);
    if (found === null) failed.add(key);
    return found;
  };
  const step = (i: number, j: number): string | null => {
    if (i >= a.length && j >= b.length) return '';
    const left = readToken(a, i);
    const right = readToken(b, j);
    if (left?.isStar === true)
      return walk(left.next, j) ?? (right === null ? null : join(sampleOf(right), walk(i, right.next)));
    if (right?.isStar === true)
      return walk(i, right.next) ?? (left === null ? null : join(sampleOf(left), walk(left.next, j)));
    if (left === null || right === null) return null;
    const character = commonCharacter(left, right);
    return character === null ? null : join(character, walk(left.next, right.next));
  };
  const name = walk(0, 0);
  return name === '' ? 'file' : name;
};

/** One element of a glob segment. `characters` null: any one character. */
type Token = { readonly isStar: boolean; readonly characters: string | null; readonly next: number };

const readToken = (glob: string, index: number): Token | null => {
  const character = glob[index];
  if (character === undefined) return null;
  if (character === '*') return { isStar: true, characters: null, next: index + 1 };
  if (character === '?') return { isStar: false, characters: null, next: index + 1 };
  const set = /^\[([^\]!^-]+)\]/.exec(glob.slice(index));
  if (set?.[1] !== undefined) return { isStar: false, characters: set[1], next: index + set[0].length };
  return { isStar: false, characters: character, next: index + 1 };
};

const join = (head: string, rest: string | null): string | null => (rest === null ? null : head + rest);
const sampleOf = (token: Token): string => (token.isStar ? '' : (token.characters?.[0] ?? 'x'));
const commonCharacter = (a: Token, b: Token): string | null => {
  if (a.characters === null) return b.characters?.[0] ?? 'x';
  if (b.characters === null) return a.characters[0] ?? null;
  const right = b.characters;
  return Array.from(a.characters).find((character) => right.includes(character)) ?? null;
};
