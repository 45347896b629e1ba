import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { constantValue } from './syntax.ts';

/** A piece of a text that is put together: fixed text, or an expression that gives the rest. */
export type TextPart = { readonly text: string } | { readonly node: TSESTree.Expression };

/**
 * The pieces of a text that a template or `+` puts together, in their order; undefined for what is no such text, a tagged template
 * among it. Follows a `const`.
 */
export const textParts = (
  node: TSESTree.Node,
  sourceCode: Readonly<TSESLint.SourceCode>,
): readonly TextPart[] | undefined => {
  const value = constantValue(node, sourceCode.getScope(node));
  if (value.type === AST_NODE_TYPES.TemplateLiteral) return templateParts(value);
  if (value.type === AST_NODE_TYPES.BinaryExpression && value.operator === '+') return sumParts(value);
  return undefined;
};

const templateParts = ({ quasis, expressions }: TSESTree.TemplateLiteral): readonly TextPart[] =>
  quasis.flatMap((quasi, index) => {
    const expression = expressions[index];
    const text = { text: quasi.value.cooked ?? quasi.value.raw };
    return expression === undefined ? [text] : [text, { node: expression }];
  });

const sumParts = (node: TSESTree.BinaryExpression): readonly TextPart[] =>
  [node.left, node.right].flatMap((side): readonly TextPart[] => {
    if (side.type === AST_NODE_TYPES.BinaryExpression && side.operator === '+') return sumParts(side);
    if (side.type === AST_NODE_TYPES.TemplateLiteral) return templateParts(side);
    if (side.type === AST_NODE_TYPES.Literal) return [{ text: String(side.value) }];
    return side.type === AST_NODE_TYPES.PrivateIdentifier ? [] : [{ node: side }];
  });
