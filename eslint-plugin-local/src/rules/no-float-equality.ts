import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { createRule } from '../create-rule.ts';
import { globList, isFileAmong } from '../source-files.ts';
import { calleeName, constantValue, namePath, unwrapped } from '../syntax.ts';

type MessageId = 'computed';
type Options = readonly [{ readonly ignore?: readonly string[]; readonly names?: string }];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

const names =
  '(?:price|amount|total|subtotal|cost|fee|tax|discount|balance|revenue|score|rate|ratio|weight|probability|percentage|percent|average|mean|confidence|similarity)$';

/** Reports `===` and its like between fractions that were computed: money, scores, rates. */
export const noFloatEquality = createRule<Options, MessageId>({
  name: 'no-float-equality',
  meta: {
    type: 'problem',
    docs: { description: 'Disallow comparing computed fractions for equality', recommended: true },
    defaultOptions: [{ ignore: [], names }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          ignore: globList('Globs of files that are not looked at.'),
          names: { type: 'string', description: 'Regular expression of names that hold money, scores or rates.' },
        },
      },
    ],
    messages: {
      computed:
        '`{{text}}` is a computed fraction, and fractions of base two are rounded: sums that are equal on paper differ in the last digit (`0.1 + 0.2 !== 0.3`). Compare whole cents, or the distance: `Math.abs(a - b) < tolerance`.',
    },
  },
  create: (context, [options]) => {
    if (isFileAmong(context, options.ignore ?? [])) return {};
    const isMeasure = new RegExp(options.names ?? names, 'iu');
    return {
      'BinaryExpression[operator=/^[!=]==?$/]': (node: TSESTree.BinaryExpression) => judge(node, context, isMeasure),
    };
  },
});

const judge = (node: TSESTree.BinaryExpression, context: Context, isMeasure: RegExp): void => {
  const scope = context.sourceCode.getScope(node);
  const sides = [node.left, node.right].map((side) => constantValue(side, scope));
  if (sides.some((side) => isExact(side))) return;
  for (const [index, side] of sides.entries()) {
    const at = index === 0 ? node.left : node.right;
    const messageId = isFraction(side, { isMeasure, scope }) ? 'computed' : undefined;
    if (messageId === undefined) continue;
    context.report({ node, messageId, data: { text: context.sourceCode.getText(at) } });
    return;
  }
};

/** Whole numbers, text, and what was rounded: comparing with them asks something else. */
const isExact = (node: TSESTree.Node): boolean => {
  if (node.type === AST_NODE_TYPES.Literal) return typeof node.value !== 'number' || Number.isInteger(node.value);
  if (node.type === AST_NODE_TYPES.UnaryExpression) return node.operator !== '-' || isExact(node.argument);
  if (node.type === AST_NODE_TYPES.Identifier) return /^(?:undefined|NaN|Infinity)$/u.test(node.name);
  if (node.type !== AST_NODE_TYPES.CallExpression) return false;
  return /^(?:round|floor|ceil|trunc|toFixed|parseInt|BigInt|String|toString|sign|toInteger)$/u.test(calleeName(node));
};

type Look = { readonly isMeasure: RegExp; readonly scope: TSESLint.Scope.Scope };

const isFraction = (node: TSESTree.Node, look: Look): boolean => {
  const plain = unwrapped(node);
  if (plain.type !== AST_NODE_TYPES.BinaryExpression) return false;
  const { left, right, operator } = plain;
  if (operator === '/') return !isCount(left) && !isCount(right) && (isMeasured(left, look) || isMeasured(right, look));
  if (operator === '*') return [left, right].some((side) => isFractionLiteral(side) || isMeasured(side, look));
  if (operator !== '+' && operator !== '-') return false;
  return (
    [left, right].some((side) => isFractionLiteral(side) || isFraction(side, look)) ||
    (isMeasured(left, look) && isMeasured(right, look))
  );
};

const isCount = (node: TSESTree.Node): boolean =>
  /(?:length|size|count|index|bytes)$/iu.test(namePath(node).at(-1) ?? '');

const isMeasured = (node: TSESTree.Node, { isMeasure }: Look): boolean => {
  const plain = unwrapped(node);
  if (plain.type !== AST_NODE_TYPES.Identifier && plain.type !== AST_NODE_TYPES.MemberExpression) return false;
  return isMeasure.test(namePath(plain).at(-1) ?? '');
};

const isFractionLiteral = (node: TSESTree.Node): boolean =>
  node.type === AST_NODE_TYPES.Literal && typeof node.value === 'number' && !Number.isInteger(node.value);
