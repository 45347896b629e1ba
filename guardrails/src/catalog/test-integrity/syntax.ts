import type { Node, ParseResult } from 'oxc-parser';
import { nestsTooDeep } from '../../source/nests-too-deep.ts';

/** A file as syntax, with what is needed to speak about places in it. */
export type Source = {
  readonly program: Node;
  /** Positions of line starts, ascending. */
  readonly lineStarts: readonly number[];
  readonly text: string;
  readonly comments: ParseResult['comments'];
};

/** The parser and the names of the children of each kind of node: `oxc-parser`, loaded when it is needed. */
export type Parser = {
  readonly parseSync: (path: string, text: string) => ParseResult;
  readonly visitorKeys: Readonly<Record<string, readonly string[]>>;
};

const mostCharacters = 1_500_000;

/** Parses a file; a sentence where that is not possible or would take too long. Never throws. */
export const parseSource = (
  { parseSync }: Parser,
  text: string,
  path: string,
): Source | { readonly problem: string } => {
  if (text.length > mostCharacters) return { problem: 'it is larger than 1.5 MB' };
  if (nestsTooDeep(text)) return { problem: 'it nests too deep' };
  try {
    const { program, errors, comments } = parseSync(path, text);
    if (program.body.length === 0 && errors.length > 0) return { problem: 'it does not parse' };
    return { program, text, comments, lineStarts: lineStartsOf(text) };
  } catch {
    return { problem: 'it does not parse' };
  }
};

/** 1-based line of a position. */
export const lineOf = ({ lineStarts }: Source, position: number): number => {
  let [low, high] = [0, lineStarts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low + 1;
};

/** The direct children of a node, in the order of the source. */
export const childrenOf = ({ visitorKeys }: Parser, node: Node): readonly Node[] => {
  const fields = node as unknown as Readonly<Record<string, unknown>>;
  return (visitorKeys[node.type] ?? []).flatMap((key) => {
    const value = fields[key];
    return Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [];
  });
};

/** Calls `visit` for a node and all below it, parents first; `visit` answers false to leave out what is below. */
export const walk = (parser: Parser, root: Node, visit: (node: Node) => boolean): void => {
  const open: Node[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (visit(node)) open.push(...childrenOf(parser, node).toReversed());
  }
};

/** The source of a node on one line without comments, spaces, or trailing commas. */
export const normalised = ({ text, comments }: Source, { start, end }: Node): string => {
  const inside = comments.filter((comment) => comment.start >= start && comment.end <= end);
  let [code, from] = ['', start];
  for (const comment of inside) {
    code += text.slice(from, comment.start);
    from = comment.end;
  }
  code += text.slice(from, end);
  return code
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([^\w$ ]) ?/g, '$1')
    .replaceAll(/,([)\]}])/g, '$1')
    .replaceAll(/(?<![\w$)\]'"`\\])"([^"'\\]*)"/g, "'$1'");
};

/** The name that a member expression ends with, or an identifier's own; null for what has none. */
export const lastName = (node: Node): string | null => {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression') return null;
  if (!node.computed && node.property.type === 'Identifier') return node.property.name;
  return node.property.type === 'Literal' && typeof node.property.value === 'string' ? node.property.value : null;
};

/** Whether a node is a function of any form. */
export const isFunction = (node: Node): boolean =>
  node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration';

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const lineStartsOf = (text: string): readonly number[] => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
};
