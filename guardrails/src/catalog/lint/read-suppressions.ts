import ts from 'typescript';
import type { Suppression } from './lint-evidence.ts';

const directives =
  /^(?:(?<directive>(?:eslint|oxlint)-(?:disable(?:-next-line|-line)?|enable)|eslint-env|@ts-(?:ignore|expect-error|nocheck))(?![\w-])|(?<inline>eslint)\s+["'@\w/-]+\s*:)/u;

/**
 * The comments of a JavaScript or TypeScript file that silence ESLint or TypeScript. Text in strings and templates is none. Pure.
 * @param path decides the dialect by its extension
 */
export const readSuppressions = (path: string, text: string): readonly Suppression[] => {
  // Most files have none, and parsing is what costs.
  if (!/eslint|oxlint|@ts-/u.test(text)) return [];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return comments(file).flatMap(({ pos, end }) => {
    const comment = text.slice(pos, end).replace(/\s+/gu, ' ').trim();
    const match = directives.exec(comment.replace(/^(?:\/\/+|\/\*+)\s*/u, ''));
    const directive = match?.groups?.['directive'] ?? match?.groups?.['inline'];
    if (directive === undefined || directive.endsWith('-enable')) return [];
    return [{ directive, line: file.getLineAndCharacterOfPosition(pos).line + 1, text: comment }];
  });
};

const comments = (file: ts.SourceFile): readonly ts.CommentRange[] => {
  const found = new Map<number, ts.CommentRange>();
  const text: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.JsxText) text.push(node);
    const ranges = [
      ...(ts.getLeadingCommentRanges(file.text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(file.text, node.end) ?? []),
    ];
    for (const range of ranges) found.set(range.pos, range);
    for (const child of node.getChildren(file)) visit(child);
  };
  visit(file);
  // Words between JSX tags may look like a comment and are shown on the page.
  return [...found.values()]
    .filter(({ pos }) => !text.some((node) => node.pos <= pos && pos < node.end))
    .sort((left, right) => left.pos - right.pos);
};
