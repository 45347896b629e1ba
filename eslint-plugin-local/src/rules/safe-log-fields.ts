import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import { createRule } from '../create-rule.ts';
import { calleeName, namePath, unwrapped } from '../syntax.ts';
import { propertyName } from '../time-bound.ts';

type MessageId = 'secret' | 'personal' | 'interpolated';
type Options = readonly [
  {
    readonly loggers?: readonly string[];
    readonly fields?: readonly string[];
    readonly interpolation?: 'sensitive' | 'any';
  },
];
type Sensitive = { readonly node: TSESTree.Node; readonly name: string; readonly kind: 'secret' | 'personal' };

const loggers = ['log', 'logger', 'Logger', 'fastify.log', 'winston', 'pino', 'rootLogger'];

/** Reports a secret or a personal field that a logger is given, and under `interpolation: 'any'` every text with values in it. */
export const safeLogFields = createRule<Options, MessageId>({
  name: 'safe-log-fields',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow secrets and personal fields in log lines',
      recommended: true,
      strict: [{ interpolation: 'any' }],
    },
    defaultOptions: [{ loggers, fields: [], interpolation: 'sensitive' }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          loggers: {
            type: 'array',
            items: { type: 'string' },
            uniqueItems: true,
            description: 'Names of loggers: the last part of what the method is called on.',
          },
          fields: {
            type: 'array',
            items: { type: 'string' },
            uniqueItems: true,
            description: 'More names of fields that may not be logged.',
          },
          interpolation: {
            type: 'string',
            enum: ['sensitive', 'any'],
            description: 'Whether only sensitive values in a text are reported, or every value.',
          },
        },
      },
    ],
    messages: {
      secret:
        '`{{name}}` is a secret and goes into the log: whoever reads the log, its store and its backups has it. Leave it out, or log a hash or whether it is there.',
      personal:
        '`{{name}}` tells who a person is and goes into the log, where it stays after the person asked for its deletion. Log an id instead.',
      interpolated:
        'Values inside the text make every line another message: they can be neither searched nor counted nor redacted. Give the values as fields and keep the text the same.',
    },
  },
  create: (context, [options]) => ({
    CallExpression: (node) => {
      if (!isLogCall(node, options.loggers ?? loggers)) return;
      const found = node.arguments.flatMap((argument) => sensitiveIn(argument, options.fields ?? []));
      for (const { node: at, name, kind } of found) context.report({ node: at, messageId: kind, data: { name } });
      if (found.length > 0 || options.interpolation !== 'any') return;
      const text = node.arguments.find((argument) => hasValues(argument));
      if (text !== undefined) context.report({ node: text, messageId: 'interpolated' });
    },
  }),
});

const levels = /^(?:trace|debug|info|log|warn|warning|error|fatal|verbose|http|silly|notice)$/u;

const isLogCall = (node: TSESTree.CallExpression, names: readonly string[]): boolean => {
  if (node.callee.type !== AST_NODE_TYPES.MemberExpression || !levels.test(calleeName(node))) return false;
  const owner = namePath(node.callee.object).at(-1) ?? '';
  return names.includes(owner) || /Log(?:ger)?$/u.test(owner);
};

const secret =
  /^(?:password|passwd|passphrase|pwd|secret|client_?secret|api_?key|secret_?key|private_?key|access_?token|refresh_?token|id_?token|auth_?token|bearer_?token|session_?token|reset_?token|csrf_?token|jwt|authorization|cookie|cookies|set_?cookie|credentials?|otp|pin_?code|cvv|cvc|connection_?string)$/iu;
const personal =
  /^(?:e?mail|email_?address|user_?email|phone|phone_?number|mobile|first_?name|last_?name|full_?name|date_?of_?birth|birth_?date|dob|ssn|social_?security(?:_?number)?|passport(?:_?number)?|tax_?id|iban|card_?number|credit_?card|street|home_?address|postal_?address)$/iu;

const kindOf = (name: string, more: readonly string[]): Sensitive['kind'] | undefined => {
  if (secret.test(name) || more.includes(name)) return 'secret';
  return personal.test(name) ? 'personal' : undefined;
};

/** The sensitive values that a logger's argument holds: fields of an object, values in a text, the value itself. */
const sensitiveIn = (argument: TSESTree.Node, more: readonly string[]): readonly Sensitive[] => {
  const node = unwrapped(argument);
  switch (node.type) {
    case AST_NODE_TYPES.ObjectExpression:
      return node.properties.flatMap((property) => sensitiveProperty(property, more));
    case AST_NODE_TYPES.TemplateLiteral:
      return node.expressions.flatMap((it) => sensitiveIn(it, more));
    case AST_NODE_TYPES.BinaryExpression:
      return node.operator === '+' ? [...sensitiveIn(node.left, more), ...sensitiveIn(node.right, more)] : [];
    case AST_NODE_TYPES.LogicalExpression:
      return node.operator === '&&' ? sensitiveIn(node.right, more) : sensitiveIn(node.left, more);
    case AST_NODE_TYPES.Identifier:
    case AST_NODE_TYPES.MemberExpression:
      return sensitiveName(node, more);
    default:
      return [];
  }
};

const sensitiveProperty = (property: TSESTree.ObjectLiteralElement, more: readonly string[]): readonly Sensitive[] => {
  if (property.type !== AST_NODE_TYPES.Property) return [];
  const name = propertyName(property);
  const value = unwrapped(property.value);
  if (value.type === AST_NODE_TYPES.ObjectExpression) return sensitiveIn(value, more);
  const kind = name === undefined ? undefined : kindOf(name, more);
  if (name === undefined || kind === undefined) return isPlain(value) ? sensitiveIn(value, more) : [];
  return isPlain(value) ? [{ node: property.key, name, kind }] : [];
};

/** A value as it stands. What a function made of it (`mask(email)`, `Boolean(token)`, `!password`) is another value. */
const isPlain = (node: TSESTree.Node): boolean =>
  node.type === AST_NODE_TYPES.Identifier ||
  node.type === AST_NODE_TYPES.MemberExpression ||
  (node.type === AST_NODE_TYPES.LogicalExpression && node.operator !== '&&' && isPlain(node.left));

const sensitiveName = (
  node: TSESTree.Identifier | TSESTree.MemberExpression,
  more: readonly string[],
): readonly Sensitive[] => {
  const path = namePath(node);
  const name = path.at(-1) ?? '';
  const kind = kindOf(name, more);
  // `Permission.email` and `errors.password` name a kind of thing and hold no value of it.
  const isKind = path
    .slice(0, -1)
    .some(
      (owner) =>
        /^[A-Z]|^(?:errors?|flags?|fields?|types?|counts?|messages?|services?|methods?|repo|repository)$/u.test(
          owner,
        ) && owner !== 'User',
    );
  return kind === undefined || isKind ? [] : [{ node, name, kind }];
};

const hasValues = (node: TSESTree.Node): boolean => {
  if (node.type === AST_NODE_TYPES.TemplateLiteral) return node.expressions.length > 0;
  return node.type === AST_NODE_TYPES.BinaryExpression && node.operator === '+' && !isConstantText(node);
};

const isConstantText = (node: TSESTree.Node): boolean =>
  node.type === AST_NODE_TYPES.Literal ||
  (node.type === AST_NODE_TYPES.BinaryExpression && isConstantText(node.left) && isConstantText(node.right)) ||
  (node.type === AST_NODE_TYPES.TemplateLiteral && node.expressions.length === 0);
