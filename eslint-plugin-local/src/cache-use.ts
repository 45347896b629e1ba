import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { findVariable } from '@typescript-eslint/utils/ast-utils';
import { memberName } from './import-target.ts';
import { enclosingFunction, type FunctionNode } from './syntax.ts';

/** What a mention of a store does: adds under a key that varies, looks up, or something that may bound it. */
export type CacheUse = { readonly kind: 'add' | 'look' | 'other'; readonly within?: FunctionNode | undefined };

type SourceCode = Readonly<TSESLint.SourceCode>;

/** Classifies one mention of a `Map` or a plain object. What is not surely an addition or a look-up is `other`. */
export const classifyUse = (mention: TSESTree.Node, sourceCode: SourceCode): CacheUse => {
  const within = enclosingFunction(mention);
  const member = mention.parent;
  if (within === undefined || member?.type !== AST_NODE_TYPES.MemberExpression || member.object !== mention) {
    return { kind: 'other' };
  }
  return { kind: member.computed ? indexUse(member, sourceCode) : methodUse(member, sourceCode), within };
};

const methodUse = (member: TSESTree.MemberExpression, sourceCode: SourceCode): CacheUse['kind'] => {
  const call = member.parent;
  if (call.type !== AST_NODE_TYPES.CallExpression || call.callee !== member) return 'other';
  const name = memberName(member);
  if (name === 'get' || name === 'has') return 'look';
  const [key, value] = call.arguments;
  if (name !== 'set' || key === undefined || value === undefined) return 'other';
  return isOpenKey(key, sourceCode) && !expires(value, sourceCode) ? 'add' : 'other';
};

const indexUse = (member: TSESTree.MemberExpression, sourceCode: SourceCode): CacheUse['kind'] => {
  const { parent } = member;
  if (parent.type === AST_NODE_TYPES.UnaryExpression && parent.operator === 'delete') return 'other';
  if (parent.type !== AST_NODE_TYPES.AssignmentExpression || parent.left !== member) return 'look';
  return isOpenKey(member.property, sourceCode) && !expires(parent.right, sourceCode) ? 'add' : 'other';
};

// An entry with a date is overwritten when it is old; that it is not removed is the smaller fault.
const expires = (value: TSESTree.Node, sourceCode: SourceCode): boolean =>
  /expir|ttl|Date\.now|timestamp|fetchedAt|cachedAt|WeakRef/iu.test(sourceCode.getText(value)) ||
  /^(?:true|undefined|null)$/u.test(sourceCode.getText(value));

/** Names of what people and requests bring without end; a version, a file or a kind has few values. */
const opens = (name: string): boolean =>
  /(?:id|ids|url|uri|email|token|apikey|cachekey|hash|ip|address|session|user|tenant|host|hostname|domain|query|slug|prompt|text)$/iu.test(
    name,
  );

/** Whether a key may take any number of values: it is made of a string or number that a caller gave. */
const isOpenKey = (key: TSESTree.Node, sourceCode: SourceCode): boolean => {
  switch (key.type) {
    case AST_NODE_TYPES.TemplateLiteral:
      return key.expressions.some((part) => isOpenKey(part, sourceCode));
    case AST_NODE_TYPES.BinaryExpression:
      return isOpenKey(key.left, sourceCode) || isOpenKey(key.right, sourceCode);
    case AST_NODE_TYPES.CallExpression:
      return key.arguments.some((argument) => isOpenKey(argument, sourceCode));
    case AST_NODE_TYPES.MemberExpression:
      return opens(memberName(key) ?? '') && memberName(key) !== 'id';
    case AST_NODE_TYPES.Identifier:
      return isOpenVariable(key, sourceCode);
    default:
      return false;
  }
};

const isOpenVariable = (node: TSESTree.Identifier, sourceCode: SourceCode): boolean => {
  const definition = findVariable(sourceCode.getScope(node), node)?.defs[0];
  if (definition?.node.type === AST_NODE_TYPES.VariableDeclarator) {
    const { init } = definition.node;
    return init !== null && init.type !== AST_NODE_TYPES.Identifier && isOpenKey(init, sourceCode);
  }
  if (!opens(node.name)) return false;
  const annotation = definition?.name.type === AST_NODE_TYPES.Identifier ? definition.name.typeAnnotation : undefined;
  const type = annotation?.typeAnnotation.type;
  return type === AST_NODE_TYPES.TSStringKeyword || type === AST_NODE_TYPES.TSNumberKeyword;
};
