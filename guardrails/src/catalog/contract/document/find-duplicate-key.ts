import type { TextPlace } from './parse-text.ts';

/** Longer texts are not searched: they are generated, and a generator writes no key twice. */
const maximumLength = 4 * 1024 * 1024;

/** The first key that stands twice in one object of a text that is known to be JSON; null where there is none. Pure. */
export const findDuplicateKey = (text: string): TextPlace | null => {
  if (text.length > maximumLength) return null;
  const open: (Set<string> | null)[] = [];
  // In JSON a string followed by a colon is a key.
  for (const match of text.matchAll(/[{}[\]]|"((?:[^"\\]|\\.)*)"(\s*:)?/g)) {
    const [token, key, colon] = match;
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (colon !== undefined && key !== undefined) {
      const keys = open.at(-1);
      if (keys?.has(key)) return placeOf(text, match.index, key);
      keys?.add(key);
    }
  }
  return null;
};

const placeOf = (text: string, offset: number, key: string): TextPlace => {
  const before = text.slice(0, offset).split('\n');
  return { detail: `duplicated key "${key}"`, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
};
