import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { findVariable } from '@typescript-eslint/utils/ast-utils';
import { createRule } from '../create-rule.ts';
import { isRequestInput } from '../request-input.ts';
import { globList, isFileAmong, scriptFiles, testFiles } from '../source-files.ts';
import { constantValue, enclosingFunction, unwrapped } from '../syntax.ts';

type MessageId = 'write' | 'read';
type Options = readonly [{ readonly ignore?: readonly string[] }];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

const ignore = [...testFiles, ...scriptFiles];

/** Reports a key of a plain object that the sender of a request chose. */
export const noUntrustedKey = createRule<Options, MessageId>({
  name: 'no-untrusted-key',
  meta: {
    type: 'problem',
    docs: { description: 'Disallow input of a request as a key of a plain object', recommended: true },
    defaultOptions: [{ ignore }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: { ignore: globList('Globs of files that are not looked at, such as tests.') },
      },
    ],
    messages: {
      write:
        '`{{key}}` comes from the request and is written as a key of `{{object}}`: with `__proto__` the sender changes what other objects inherit. Use a `Map`, an object made by `Object.create(null)`, or allow only known keys.',
      read: '`{{key}}` comes from the request and is looked up in `{{object}}`: with `constructor` or `__proto__` the sender gets what every object inherits, not an entry. Use a `Map`, or test with `Object.hasOwn` first.',
    },
  },
  create: (context, [options]) => {
    if (isFileAmong(context, options.ignore ?? ignore)) return {};
    return {
      'MemberExpression[computed=true]': (node: TSESTree.MemberExpression) => judge(node, context),
    };
  },
});

const judge = (node: TSESTree.MemberExpression, context: Context): void => {
  const scope = context.sourceCode.getScope(node);
  if (!isRequestInput(node.property, scope) || isRequestInput(node.object, scope)) return;
  if (isWithoutPrototype(node.object, scope) || isTested(node, context)) return;
  if (isOwnEntry(node, context)) return;
  const data = { key: context.sourceCode.getText(node.property), object: context.sourceCode.getText(node.object) };
  context.report({ node: node.property, messageId: isWrite(node) ? 'write' : 'read', data });
};

const isWrite = (node: TSESTree.MemberExpression): boolean => {
  const { parent } = node;
  if (parent.type === AST_NODE_TYPES.AssignmentExpression) return parent.left === node;
  return parent.type === AST_NODE_TYPES.MemberExpression && parent.object === node && isWrite(parent);
};

/** A write to an object that this function made, one level deep, changes that object alone. */
const isOwnEntry = (node: TSESTree.MemberExpression, context: Context): boolean => {
  const object = constantValue(node.object, context.sourceCode.getScope(node));
  return (
    isWrite(node) &&
    node.parent.type === AST_NODE_TYPES.AssignmentExpression &&
    object.type === AST_NODE_TYPES.ObjectExpression &&
    enclosingFunction(object) === enclosingFunction(node)
  );
};

const isWithoutPrototype = (node: TSESTree.Node, scope: TSESLint.Scope.Scope): boolean => {
  const object = unwrapped(node);
  if (object.type !== AST_NODE_TYPES.Identifier) return false;
  const definition = findVariable(scope, object)?.defs[0]?.node;
  if (definition?.type !== AST_NODE_TYPES.VariableDeclarator || definition.init === null) return false;
  const init = unwrapped(definition.init);
  if (init.type === AST_NODE_TYPES.ArrayExpression) return true;
  if (init.type === AST_NODE_TYPES.CallExpression) return true;
  return init.type === AST_NODE_TYPES.ObjectExpression && init.properties.some(isNullPrototype);
};

const isNullPrototype = (property: TSESTree.ObjectLiteralElement): boolean =>
  property.type === AST_NODE_TYPES.Property &&
  property.key.type === AST_NODE_TYPES.Identifier &&
  property.key.name === '__proto__';

/** Whether the function looks at the key first: `Object.hasOwn(table, key)`, `known.includes(key)`, `known.has(key)`, `isKey(key)`. */
const isTested = (node: TSESTree.MemberExpression, context: Context): boolean => {
  const body = enclosingFunction(node);
  if (body === undefined) return false;
  const key = context.sourceCode.getText(node.property).replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  const before = context.sourceCode.text.slice(body.range[0], node.range[0]);
  return new RegExp(
    `(?:hasOwn|hasOwnProperty\\.call|includes|has|is[A-Z]\\w*|parse|test|switch ?)\\(\\s*(?:[\\w.]+,\\s*)?${key}\\s*\\)|${key}\\s*(?:===|!==|in\\b)`,
    'u',
  ).test(before);
};
