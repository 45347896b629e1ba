import { nameOf, nodeAt, parseFile, walk, type SyntaxNode } from './walk.ts';

/** Lines of a file, 1-based, both ends included. */
export type LineSpan = { readonly from: number; readonly to: number };

/** A file before and after a fault was planted, and as base has it. */
export type PlantedTexts = {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly base: string | null;
};

/**
 * Where a finding about a planted fault may stand: the lines that differ, in a test the whole test around them; and the
 * same for what was taken away, by base's lines, because a finding about lost text counts those. Pure.
 */
export const plantedLines = ({ path, before, after, base }: PlantedTexts): readonly LineSpan[] => {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  const start = old.findIndex((line, index) => line !== fresh[index]);
  const first = start === -1 ? old.length : start;
  const shared = Math.min(old.length, fresh.length) - first;
  const fromEnd = old.toReversed().findIndex((line, index) => index >= shared || line !== fresh.at(-1 - index));
  const same = fromEnd === -1 ? shared : fromEnd;
  const planted = widen({ path, text: after }, { from: first + 1, to: Math.max(first + 1, fresh.length - same) });
  const lost = base === null ? null : findInBase(base.split('\n'), old.slice(first, old.length - same));
  return lost === null || base === null ? [planted] : [planted, widen({ path, text: base }, lost)];
};

const findInBase = (base: readonly string[], lost: readonly string[]): LineSpan | null => {
  const telling = lost.find((line) => line.trim().length > 3);
  const at = telling === undefined ? -1 : base.indexOf(telling);
  return at === -1 ? null : { from: at + 1, to: at + lost.length };
};

const callsOfTests = /^(it|test)$/;

/** The innermost test around lines; the lines themselves outside of tests. */
const widen = (file: { readonly path: string; readonly text: string }, lines: LineSpan): LineSpan => {
  const program = /[.-](test|spec)\.|__tests__/.test(file.path) ? parseFile(file) : null;
  if (program === null) return lines;
  const starts = lineStarts(file.text);
  const [first = 0, afterFirst = file.text.length + 1] = starts.slice(lines.from - 1);
  const [last = 0, afterLast = file.text.length + 1] = starts.slice(lines.to - 1);
  let found = lines;
  walk(program, (node) => {
    if (node.end < first || node.start >= afterLast) return false;
    const isAround = node.start < afterFirst && node.end >= last;
    if (isAround && isTestCall(node)) found = { from: lineAt(starts, node.start), to: lineAt(starts, node.end) };
    return true;
  });
  return found;
};

const lineStarts = (text: string): readonly number[] => [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];

const lineAt = (starts: readonly number[], offset: number): number => starts.filter((start) => start <= offset).length;

const isTestCall = (node: SyntaxNode): boolean => {
  let callee = node.type === 'CallExpression' ? nodeAt(node, 'callee') : null;
  while (callee !== null && callee.type !== 'Identifier') callee = nodeAt(callee, 'object') ?? nodeAt(callee, 'callee');
  return callsOfTests.test(nameOf(callee) ?? '');
};

/** True where a line is within three of one of the spans. Pure. */
export const isNear = (line: number, spans: readonly LineSpan[]): boolean =>
  spans.some(({ from, to }) => line >= from - 3 && line <= to + 3);
