import { parseSync, visitorKeys } from 'oxc-parser';

/** A node of an ESTree with its place in the text (UTF-16 offsets). */
export type SyntaxNode = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
};

/** Looks at a node and those above it, nearest first; answers false to leave out what is below. */
export type Look = (node: SyntaxNode, above: readonly SyntaxNode[]) => boolean;

/** The syntax tree of a file; null where it does not parse. */
export const parseFile = ({ path, text }: { readonly path: string; readonly text: string }): SyntaxNode | null => {
  const { program, errors } = parseSync(path, text);
  return errors.length > 0 ? null : (program as unknown as SyntaxNode);
};

/** Walks a tree in the order of the text. */
export const walk = (node: SyntaxNode, look: Look, above: readonly SyntaxNode[] = []): void => {
  if (!look(node, above)) return;
  const inside = [node, ...above];
  for (const child of childrenOf(node)) walk(child, look, inside);
};

/** The nodes right below a node. */
export const childrenOf = (node: SyntaxNode): readonly SyntaxNode[] =>
  (visitorKeys[node.type] ?? []).flatMap((key) => [node[key]].flat().filter(isNode));

/** True for a node, false for a missing one. */
export const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value;

/** The node under a key; null where there is none. */
export const nodeAt = (node: SyntaxNode | null, key: string): SyntaxNode | null => {
  const found = node?.[key];
  return isNode(found) ? found : null;
};

/** The nodes of a list under a key. */
export const nodesAt = (node: SyntaxNode, key: string): readonly SyntaxNode[] => {
  const list = node[key];
  return Array.isArray(list) ? list.filter(isNode) : [];
};

/** The name of an identifier; null for another node. */
export const nameOf = (node: SyntaxNode | null): string | null =>
  node?.type === 'Identifier' && typeof node['name'] === 'string' ? node['name'] : null;

/** The value of a string literal; null for another node. */
export const textOf = (node: SyntaxNode | null): string | null =>
  node?.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : null;
