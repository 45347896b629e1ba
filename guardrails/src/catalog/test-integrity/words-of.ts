import { createHash } from 'node:crypto';
import type { Node } from 'oxc-parser';
import { normalised, walk, type Parser, type Source } from './syntax.ts';

const mostWords = 200;

/** The words of code: names, and the literals of data in quotes, each once, at most 200. */
export const wordsOf = (parser: Parser, nodes: readonly Node[]): readonly string[] => {
  const words = new Set<string>();
  for (const root of nodes) {
    walk(parser, root, (node) => {
      const word = wordOf(node);
      if (word !== null && words.size < mostWords) words.add(word);
      return true;
    });
  }
  return [...words];
};

const wordOf = (node: Node): string | null => {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'TemplateElement') return node.value.raw === '' ? null : `'${node.value.raw.slice(0, 80)}'`;
  if (node.type !== 'Literal') return null;
  return typeof node.value === 'string'
    ? `'${node.value.slice(0, 80)}'`
    : typeof node.value === 'number'
      ? String(node.value)
      : null;
};

/** Names code, whatever its spaces and comments: 12 hex digits. */
export const hashOf = (source: Source, node: Node): string =>
  createHash('sha256').update(normalised(source, node)).digest('hex').slice(0, 12);
