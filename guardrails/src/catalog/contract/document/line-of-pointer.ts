import { createJsonPositions, skipSpace } from './json-positions.ts';
import { pointerSegments } from './located.ts';
import { readYamlPositions } from './yaml-positions.ts';
import type { YamlPositions } from './yaml-positions.ts';

/** JSON pointer → 1-based line of the element, or of its nearest parent that is there. */
export type LineFinder = (pointer: string) => number;

/**
 * Finds lines in a JSON or YAML text, which is read for positions on the first question. A text without positions
 * answers 1.
 */
export const createLineFinder = (text: string): LineFinder => (isJson(text) ? jsonFinder(text) : yamlFinder(text));

const isJson = (text: string): boolean => {
  if (!/^[\s\uFEFF]*[{[]/.test(text)) return false;
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
    return true;
  } catch {
    // Flow YAML begins with a brace as well.
    return false;
  }
};

const jsonFinder = (text: string): LineFinder => {
  const membersAt = createJsonPositions(text);
  const start = skipSpace(text, 0);
  const lineAt = createLineCounter(text);
  return (pointer) => {
    let [key, value] = [start, start];
    for (const segment of pointerSegments(pointer)) {
      const position = membersAt(value).get(segment);
      if (position === undefined) break;
      ({ key, value } = position);
    }
    return lineAt(key);
  };
};

/** Offset → 1-based line, by halving. */
const createLineCounter = (text: string): ((offset: number) => number) => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
};

const yamlFinder = (text: string): LineFinder => {
  let read: { readonly positions: YamlPositions | null; readonly lineAt: (offset: number) => number } | null = null;
  return (pointer) => {
    read ??= { positions: readYamlPositions(text), lineAt: createLineCounter(text) };
    if (read.positions === null) return 1;
    let at = read.positions.root;
    for (const segment of pointerSegments(pointer)) {
      const next = read.positions.member(at, segment);
      if (next === null) break;
      at = next;
    }
    return read.lineAt(at.offset);
  };
};
