import type { TSESTree } from '@typescript-eslint/utils';

/** The nodes directly below a node, in no particular order. */
export const childNodes = (node: TSESTree.Node): readonly TSESTree.Node[] =>
  Object.entries(node)
    .filter(([key]) => key !== 'parent')
    .flatMap(([, value]: [string, unknown]) => (Array.isArray(value) ? (value as readonly unknown[]) : [value]))
    .filter(isNode);

const isNode = (value: unknown): value is TSESTree.Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'range' in value;
