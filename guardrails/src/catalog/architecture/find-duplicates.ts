import { changedLines } from '../../change/change.ts';
import type { CollectContext } from '../../guardrail.ts';
import { findCopies, type Copy } from '../../source/find-copies.ts';
import { lexSource, type Token } from '../../source/lex-source.ts';
import { printDigits, printsOf, printText, shapeFacts } from '../../source/shape-facts.ts';
import { isDeclarationPath, isGeneratedPath, isModulePath, isTestPath } from '../../source/source-paths.ts';
import type { Duplicate } from './graph-evidence.ts';
import type { GraphPair } from './graph-pair.ts';

const leastTokens = 60;
const leastLines = 12;
const mostFiles = 200;
const mostCandidates = 8;

/** Code that the change adds: the tokens of a file, and the stretches of them on added lines. */
type Added = {
  readonly file: string;
  readonly tokens: readonly Token[];
  readonly runs: readonly { readonly begin: number; readonly end: number }[];
  readonly lines: ReadonlySet<number>;
};

/**
 * Code of at least 60 tokens and 12 lines that the change adds and that stands in another place of head already, names and
 * literals apart. Tests, declarations and generated files are left out; what the change moves is no copy, for its old place is gone.
 */
export const findDuplicates = async (context: CollectContext, pair: GraphPair): Promise<readonly Duplicate[]> => {
  const added = await readAdded(context, pair);
  if (added.length === 0) return [];
  const shapes = await context.facts(shapeFacts, context.head, [...pair.head.files.keys()].filter(isProduct));
  const wanted = new Map(added.map((one) => [one, wantedPrints(one)] as const));
  const all = new Set([...wanted.values()].flatMap((prints) => [...prints]));
  const sharing = new Map<string, ReadonlySet<string>>();
  for (const [file, shape] of shapes) {
    const shared = sharedPrints(shape, all);
    if (shared.size > 0) sharing.set(file, shared);
  }
  const tokensOf = createTokenReader(context);
  const linesOf = new Map(added.map(({ file, lines }) => [file, lines]));
  const found: Duplicate[] = [];
  for (const one of added) {
    const prints = wanted.get(one) ?? new Set<string>();
    const candidates = [...sharing]
      .map(([file, shared]) => ({ file, count: [...shared].filter((print) => prints.has(print)).length }))
      .filter(({ count }) => count > 0)
      .sort((left, right) => right.count - left.count || (left.file < right.file ? -1 : 1));
    found.push(
      ...(await copiesOf(
        one,
        candidates.slice(0, mostCandidates).map(({ file }) => file),
        { tokensOf, linesOf },
      )),
    );
  }
  return found;
};

const isProduct = (file: string): boolean =>
  isModulePath(file) && !isTestPath(file) && !isGeneratedPath(file) && !isDeclarationPath(file);

const readAdded = async (context: CollectContext, pair: GraphPair): Promise<readonly Added[]> => {
  const changed = new Set(pair.changed.filter(isProduct));
  const files = context.change.files.filter(
    ({ path, hunks }) => changed.has(path) && hunks.some(({ headCount }) => headCount >= leastLines),
  );
  const read = await Promise.all(
    files.slice(0, mostFiles).map(async (file): Promise<readonly Added[]> => {
      const text = await context.head.readText(file.path);
      if (text === null || text.length > 300_000) return [];
      const tokens = lexSource(text);
      const lines = changedLines(file);
      const runs = stretches(tokens, lines).filter(({ begin, end }) => end - begin >= leastTokens);
      return runs.length === 0 ? [] : [{ file: file.path, tokens, runs, lines }];
    }),
  );
  return read.flat();
};

/** The longest stretches of tokens on these lines. */
const stretches = (tokens: readonly Token[], lines: ReadonlySet<number>) => {
  const runs: { begin: number; end: number }[] = [];
  for (const [index, { line }] of tokens.entries()) {
    if (!lines.has(line)) continue;
    const last = runs.at(-1);
    if (last?.end === index) last.end++;
    else runs.push({ begin: index, end: index + 1 });
  }
  return runs;
};

const wantedPrints = ({ tokens, runs }: Added): ReadonlySet<string> => {
  const prints = printsOf(tokens);
  return new Set(runs.flatMap(({ begin, end }) => prints.slice(begin, Math.max(begin, end - 39)).map(printText)));
};

const sharedPrints = (shape: string, wanted: ReadonlySet<string>): ReadonlySet<string> => {
  const shared = new Set<string>();
  for (let at = 0; at < shape.length; at += printDigits) {
    const print = shape.slice(at, at + printDigits);
    if (wanted.has(print)) shared.add(print);
  }
  return shared;
};

type TokenReader = (file: string) => Promise<readonly Token[]>;

const createTokenReader = ({ head }: CollectContext): TokenReader => {
  const known = new Map<string, readonly Token[]>();
  return async (file) => {
    const tokens = known.get(file) ?? lexSource((await head.readText(file)) ?? '');
    known.set(file, tokens);
    return tokens;
  };
};

type Elsewhere = { readonly tokensOf: TokenReader; readonly linesOf: ReadonlyMap<string, ReadonlySet<number>> };

/** Of each stretch the longest copy in any of the candidates. */
const copiesOf = async (
  added: Added,
  candidates: readonly string[],
  { tokensOf, linesOf }: Elsewhere,
): Promise<readonly Duplicate[]> => {
  const found: Duplicate[] = [];
  for (const file of candidates) {
    const tokens = await tokensOf(file);
    const isNew = linesOf.get(file) ?? new Set<number>();
    for (const run of added.runs) {
      const copies = findCopies({ tokens: added.tokens, ...run }, tokens, leastTokens);
      found.push(...copies.flatMap((copy) => toDuplicate(copy, { added, file, tokens, isNew })));
    }
  }
  return withoutOverlap(found);
};

type Place = {
  readonly added: Added;
  readonly file: string;
  readonly tokens: readonly Token[];
  readonly isNew: ReadonlySet<number>;
};

const toDuplicate = ({ left, right, length }: Copy, { added, file, tokens, isNew }: Place): readonly Duplicate[] => {
  const [line, endLine] = [added.tokens[left]?.line ?? 1, added.tokens[left + length - 1]?.line ?? 1];
  const of = { file, line: tokens[right]?.line ?? 1, endLine: tokens[right + length - 1]?.line ?? 1 };
  if (Math.min(endLine - line, of.endLine - of.line) + 1 < leastLines) return [];
  // The change brings the other place as well, or it is the very same place.
  const newLines = Array.from({ length: of.endLine - of.line + 1 }, (_, index) => of.line + index).filter((at) =>
    isNew.has(at),
  );
  if (newLines.length * 4 > of.endLine - of.line + 1) return [];
  return [{ file: added.file, line, endLine, of, tokens: length }];
};

const withoutOverlap = (found: readonly Duplicate[]): readonly Duplicate[] => {
  const kept: Duplicate[] = [];
  for (const one of [...found].sort(
    (left, right) => right.tokens - left.tokens || (left.of.file < right.of.file ? -1 : 1),
  )) {
    if (!kept.some((other) => one.line <= other.endLine && other.line <= one.endLine)) kept.push(one);
  }
  return kept.sort((left, right) => left.line - right.line);
};
