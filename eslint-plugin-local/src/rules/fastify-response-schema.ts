import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { createRule } from '../create-rule.ts';
import { fastifyRoute, handlerNames, hasSpread, usesFastify } from '../fastify-routes.ts';
import { objectSchema, schemaFor, statusOf, type ObjectSchema } from '../response-schemas.ts';
import {
  calleeName,
  constantValue,
  descendants,
  isFunction,
  namePath,
  propertyValue,
  unwrapped,
  type FunctionNode,
} from '../syntax.ts';
import { propertyName } from '../time-bound.ts';

type MessageId = 'undeclaredStatus' | 'droppedKey' | 'missingKey';
type Options = readonly [{ readonly ignoreStatus?: readonly number[] }];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;
type Answer = { readonly status: number | undefined; readonly body: TSESTree.ObjectExpression };

/** Reports an answer of a Fastify handler that its route's response schema does not cover. */
export const fastifyResponseSchema = createRule<Options, MessageId>({
  name: 'fastify-response-schema',
  meta: {
    type: 'problem',
    docs: { description: 'Require a Fastify reply to be covered by its response schema', recommended: true },
    defaultOptions: [{ ignoreStatus: [204, 304] }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          ignoreStatus: {
            type: 'array',
            items: { type: 'integer' },
            uniqueItems: true,
            description: 'Status codes that need no schema.',
          },
        },
      },
    ],
    messages: {
      undeclaredStatus:
        'This answers {{status}}, which the response schema does not have: the body goes out unfiltered, and a generated client does not know the case. Add {{status}} to `schema.response`.',
      droppedKey:
        'The response schema of {{status}} has no `{{key}}`, so the serialiser drops it: no caller ever sees it, and no error says so. Add it to the schema, or leave it out here.',
      missingKey:
        'The response schema of {{status}} requires `{{key}}`, and this answer has none: the serialiser throws, and the caller gets a 500. Add it, or make it optional.',
    },
  },
  create: (context, [options]) => {
    if (!usesFastify(context.sourceCode)) return {};
    return {
      CallExpression: (node) => {
        const scope = context.sourceCode.getScope(node);
        const route = fastifyRoute(node, scope);
        if (route?.handler === undefined || typeof route.schema !== 'object') return;
        const response = propertyValue(route.schema, 'response');
        const value = response === undefined ? undefined : constantValue(response, scope);
        if (value?.type === AST_NODE_TYPES.ObjectExpression)
          checkHandler(context, { handler: route.handler, response: value, options });
      },
    };
  },
});

type Look = {
  readonly handler: FunctionNode;
  readonly response: TSESTree.ObjectExpression;
  readonly options: Options[0];
};

const checkHandler = (context: Context, { handler, response, options }: Look): void => {
  const reply = handlerNames(handler).reply;
  const nodes = [...descendants(handler.body)];
  const codes = reply === undefined ? [] : nodes.filter((node) => isCodeCall(node, reply));
  for (const node of codes) {
    const status = statusOf(node.arguments[0]);
    if (status === undefined || hasSpread(response) || options.ignoreStatus?.includes(status) === true) continue;
    if (status >= 300 && status < 400) continue;
    if (schemaFor(response, status) === undefined) {
      context.report({ node: node.arguments[0] ?? node, messageId: 'undeclaredStatus', data: { status } });
    }
  }
  for (const answer of answersOf(nodes, { handler, reply, hasCodes: codes.length > 0 }))
    checkAnswer(context, answer, response);
};

const isCodeCall = (node: TSESTree.Node, reply: string): node is TSESTree.CallExpression =>
  node.type === AST_NODE_TYPES.CallExpression &&
  node.callee.type === AST_NODE_TYPES.MemberExpression &&
  /^(?:code|status)$/u.test(calleeName(node)) &&
  namePath(node.callee)[0] === reply;

type Handler = { readonly handler: FunctionNode; readonly reply: string | undefined; readonly hasCodes: boolean };

/** The objects that a handler answers with: `return { … }`, `reply.send({ … })`, each with its status when the text tells. */
const answersOf = (nodes: readonly TSESTree.Node[], look: Handler): readonly Answer[] => {
  const answers: Answer[] = [];
  const { body } = look.handler;
  if (body.type === AST_NODE_TYPES.ObjectExpression) answers.push({ status: 200, body });
  for (const node of nodes) {
    const returned =
      node.type === AST_NODE_TYPES.ReturnStatement && node.argument !== null ? unwrapped(node.argument) : undefined;
    const isOwn = returned?.type === AST_NODE_TYPES.ObjectExpression && ownerOf(node) === look.handler;
    // A status set in a statement of its own may hold for this answer or for another.
    if (isOwn) answers.push({ status: look.hasCodes ? undefined : 200, body: returned });
    const sent = node.type === AST_NODE_TYPES.CallExpression ? sentObject(node, look) : undefined;
    if (sent !== undefined) answers.push(sent);
  }
  return answers;
};

const ownerOf = (node: TSESTree.Node): TSESTree.Node | undefined => {
  let at: TSESTree.Node | undefined = node.parent;
  while (at !== undefined && !isFunction(at)) at = at.parent;
  return at;
};

const sentObject = (node: TSESTree.CallExpression, { reply, hasCodes }: Handler): Answer | undefined => {
  if (reply === undefined || node.callee.type !== AST_NODE_TYPES.MemberExpression || calleeName(node) !== 'send')
    return undefined;
  const body = node.arguments[0] === undefined ? undefined : unwrapped(node.arguments[0]);
  if (body?.type !== AST_NODE_TYPES.ObjectExpression || namePath(node.callee)[0] !== reply) return undefined;
  const code = [...descendants(node.callee)].find((it) => isCodeCall(it, reply));
  if (code?.type === AST_NODE_TYPES.CallExpression) return { status: statusOf(code.arguments[0]), body };
  return { status: hasCodes ? undefined : 200, body };
};

const checkAnswer = (context: Context, { status, body }: Answer, response: TSESTree.ObjectExpression): void => {
  if (status === undefined) return;
  const schema = objectSchema(schemaFor(response, status), context.sourceCode.getScope(body));
  if (schema !== undefined) compare(context, { status, body }, schema);
};

const compare = (context: Context, { status, body }: Answer, schema: ObjectSchema): void => {
  const keys = new Map<string, TSESTree.Node>();
  for (const property of body.properties) {
    const key = property.type === AST_NODE_TYPES.Property ? propertyName(property) : undefined;
    if (property.type === AST_NODE_TYPES.Property && key !== undefined) keys.set(key, property.key);
  }
  const isWhole = keys.size === body.properties.length;
  for (const [key, node] of keys) {
    if (schema.isClosed && !schema.keys.has(key))
      context.report({ node, messageId: 'droppedKey', data: { key, status: status ?? '' } });
  }
  for (const key of isWhole ? schema.required : []) {
    if (!keys.has(key)) context.report({ node: body, messageId: 'missingKey', data: { key, status: status ?? '' } });
  }
};
