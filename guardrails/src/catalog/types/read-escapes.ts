import { createLineIndex } from '../../source/line-index.ts';
import { parseSource } from '../../source/parse-source.ts';
import { isNode, walkSyntax, type SyntaxNode } from '../../source/walk-syntax.ts';
import type { FactReader } from '../../tree/facts.ts';
import type { Escape, EscapeKind } from './types-evidence.ts';

/** The escapes of a file, or that it cannot be read. */
export type EscapeFact = { readonly escapes: readonly Escape[]; readonly isRead: boolean };

/** Reads escapes, remembered by content. */
export const escapeReader: FactReader<EscapeFact> = {
  id: 'types/escapes',
  version: 1,
  read: (text, path) => readEscapes(text, path),
};

const comment = /^[\s/*]*@(?<kind>ts-(?:ignore|expect-error|nocheck))(?![\w-])/u;

/**
 * The ways round the type checker in a file: comments, `any`, `as any`, `as unknown as`, `x!`. What stands in strings, templates
 * and comments is none. A type assertion counts once, as what it does. Pure; never throws.
 * @param path decides the dialect by its extension
 */
export const readEscapes = (text: string, path: string): EscapeFact => {
  // Most files have none, and parsing is what costs.
  if (!/@ts-|\bany\b|\bunknown\b|[\w$)\]]\s*!(?!=)/u.test(text)) return { escapes: [], isRead: true };
  const parsed = parseSource(text, path);
  if (parsed.status !== 'parsed') return { escapes: [], isRead: false };
  const { result } = parsed;
  const lineOf = createLineIndex(text);
  const lines = text.split('\n');
  const textOf = (line: number): string => collapse(lines[line - 1] ?? '');
  const comments = result.comments.flatMap(({ value, start, end }): readonly Escape[] => {
    const kind = comment.exec(value)?.groups?.['kind'] as EscapeKind | undefined;
    return kind === undefined ? [] : [{ kind, line: lineOf(start), text: collapse(text.slice(start, end)) }];
  });
  if (!isTypeScript(path)) return { escapes: comments, isRead: true };
  const inCode = escapesInCode(result.program as unknown as SyntaxNode).map(({ kind, at }): Escape => {
    const line = lineOf(at);
    return { kind, line, text: textOf(line) };
  });
  return { escapes: [...comments, ...inCode].sort((left, right) => left.line - right.line), isRead: true };
};

const isTypeScript = (path: string): boolean => /\.[cm]?tsx?$/u.test(path);

const collapse = (text: string): string => text.replace(/\s+/gu, ' ').trim().slice(0, 300);

type Found = { readonly kind: EscapeKind; readonly at: number };

const escapesInCode = (program: SyntaxNode): readonly Found[] => {
  const found: Found[] = [];
  const add = (kind: EscapeKind, at: number): undefined => {
    found.push({ kind, at });
  };
  walkSyntax(program, (node) => {
    if (node.type === 'TSNonNullExpression') add('non-null', node.end - 1);
    if (node.type === 'TSAnyKeyword') add('any', node.start);
    if (!isAssertion(node)) return undefined;
    const assertion = assertionKind(node);
    if (assertion === null) return undefined;
    // Below it is the expression: the types of the assertion are counted as one, whatever they hold.
    found.push({ kind: assertion.kind, at: assertion.at }, ...escapesInCode(assertion.below));
    return false;
  });
  return found;
};

const isAssertion = (node: SyntaxNode): boolean => node.type === 'TSAsExpression' || node.type === 'TSTypeAssertion';

type Assertion = Found & { readonly below: SyntaxNode };

const assertionKind = ({ typeAnnotation, expression }: SyntaxNode): Assertion | null => {
  if (!isNode(typeAnnotation) || !isNode(expression)) return null;
  const at = typeAnnotation.start;
  if (typeAnnotation.type === 'TSAnyKeyword') return { kind: 'as-any', at, below: expression };
  const inner = bare(expression);
  if (!isAssertion(inner) || !isNode(inner['typeAnnotation']) || !isNode(inner['expression'])) return null;
  const through = inner['typeAnnotation'].type;
  const below = inner['expression'];
  if (through === 'TSUnknownKeyword') return { kind: 'as-unknown-as', at, below };
  return through === 'TSAnyKeyword' ? { kind: 'as-any', at, below } : null;
};

const bare = (node: SyntaxNode): SyntaxNode =>
  node.type === 'ParenthesizedExpression' && isNode(node['expression']) ? bare(node['expression']) : node;
