import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Document, Node as YamlNode, Pair } from 'yaml';
import { createJsonPositions, skipSpace } from './json-positions.ts';
import { pointerSegments } from './resolve-reference.ts';

/** JSON pointer → 1-based line of the element, or of its nearest parent that is there. */
export type LineFinder = (pointer: string) => number;

/**
 * Finds lines in a JSON or YAML text. YAML is read with positions on the first question, because that takes several
 * times longer than reading it as data. A text without positions answers 1.
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
  let read: { readonly document: Document; readonly lines: LineCounter } | null = null;
  return (pointer) => {
    if (read === null) {
      const lines = new LineCounter();
      read = { document: parseDocument(text, { lineCounter: lines, uniqueKeys: false }), lines };
    }
    return Math.max(1, read.lines.linePos(offsetOf(read.document, pointerSegments(pointer))).line);
  };
};

const offsetOf = (document: Document, segments: readonly string[]): number => {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const segment of segments) {
    const step = stepInto(isAlias(node) ? node.resolve(document) : node, segment);
    if (step === null) return offset;
    [node, offset] = step;
  }
  return offset;
};

const stepInto = (node: unknown, segment: string): readonly [unknown, number] | null => {
  if (isSeq(node)) {
    const item = node.items[Number(segment)];
    return item === undefined ? null : [item, startOf(item)];
  }
  if (!isMap(node)) return null;
  const pair = node.items.find((item) => keyOf(item) === segment);
  return pair === undefined ? null : [pair.value, startOf(pair.key)];
};

const keyOf = (pair: Pair): string | null => (isPair(pair) && isScalar(pair.key) ? String(pair.key.value) : null);

const startOf = (node: unknown): number => (node as YamlNode | null)?.range?.[0] ?? 0;
