import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { createRule } from '../create-rule.ts';
import { fastifyRoute, handlerNames, hasSpread, usesFastify, type FastifyRoute } from '../fastify-routes.ts';
import { descendants, namePath, propertyValue } from '../syntax.ts';

type MessageId = 'noSchema' | 'noResponse' | 'noInput';
type Options = readonly [{ readonly ignoreUrls?: readonly string[]; readonly response?: 'required' | 'optional' }];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

/** Reports a Fastify route that declares no schema of what it takes or of what it answers. */
export const fastifyRouteSchema = createRule<Options, MessageId>({
  name: 'fastify-route-schema',
  meta: {
    type: 'problem',
    docs: { description: 'Require a request and a response schema of every Fastify route', recommended: true },
    defaultOptions: [{ ignoreUrls: [], response: 'required' }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          ignoreUrls: {
            type: 'array',
            items: { type: 'string' },
            uniqueItems: true,
            description: 'Addresses of routes that need none, as they are written.',
          },
          response: {
            type: 'string',
            enum: ['required', 'optional'],
            description: 'Whether an answer needs a schema.',
          },
        },
      },
    ],
    messages: {
      noSchema:
        '`{{route}}` has no schema: what comes in is not validated, what goes out is not filtered, and the API description does not know it. Give it `schema` with its input and `response`.',
      noResponse:
        '`{{route}}` has no response schema: every field of the object goes out, also one that was added for the database alone, and no client can be generated. Name the answer in `schema.response`.',
      noInput:
        '`{{route}}` reads `request.{{part}}`, and its schema has no `{{key}}`: nothing checks what a caller sends there. Add it.',
    },
  },
  create: (context, [options]) => {
    if (!usesFastify(context.sourceCode)) return {};
    return {
      CallExpression: (node) => {
        const route = fastifyRoute(node, context.sourceCode.getScope(node));
        if (route !== undefined && !isExempt(context, route, options)) check(context, route, options);
      },
    };
  },
});

const check = (context: Context, route: FastifyRoute, options: Options[0]): void => {
  if (route.schema === 'unknown') return;
  const data = { route: `${route.methods.join(',')} ${route.url ?? '…'}`.trim() };
  const node = route.node.callee;
  if (route.schema === undefined) {
    context.report({ node, messageId: 'noSchema', data });
    return;
  }
  if (hasSpread(route.schema)) return;
  for (const { part, key } of missingInputs(route, route.schema)) {
    context.report({ node, messageId: 'noInput', data: { ...data, part, key } });
  }
  const hasResponse = propertyValue(route.schema, 'response') !== undefined;
  if (!hasResponse && options.response !== 'optional') context.report({ node, messageId: 'noResponse', data });
};

const inputs = [
  { part: 'body', keys: ['body'] },
  { part: 'query', keys: ['querystring', 'query'] },
  { part: 'params', keys: ['params'] },
];

const missingInputs = (route: FastifyRoute, schema: TSESTree.ObjectExpression) =>
  inputs
    .filter(({ part, keys }) => reads(route, part) && keys.every((key) => propertyValue(schema, key) === undefined))
    .map(({ part, keys }) => ({ part, key: keys[0] ?? part }));

/** Whether the handler reads a part of the request: `request.body`, or `{ body }` in its parameter. */
const reads = ({ handler }: FastifyRoute, part: string): boolean => {
  if (handler === undefined) return false;
  const { request } = handlerNames(handler);
  if (request?.type === AST_NODE_TYPES.ObjectPattern) {
    return request.properties.some((it) => it.type === AST_NODE_TYPES.Property && namePath(it.key)[0] === part);
  }
  if (request?.type !== AST_NODE_TYPES.Identifier) return false;
  return [...descendants(handler.body)].some(
    (node) => node.type === AST_NODE_TYPES.MemberExpression && namePath(node).join('.') === `${request.name}.${part}`,
  );
};

/** Routes that answer no JSON, or pass everything on: sockets, wildcards, streams, redirects, pages. */
const isExempt = (context: Context, { options, url, handler, methods }: FastifyRoute, rule: Options[0]): boolean => {
  // Without its address it is an adapter or a loop over routes, not one route.
  if (url === undefined || operational.test(url) || /health|metrics/iu.test(context.filename)) return true;
  if (url.includes('*') || rule.ignoreUrls?.includes(url) === true) return true;
  if (methods.length > 0 && methods.every((method) => method === 'OPTIONS' || method === 'HEAD')) return true;
  if (typeof options === 'object' && propertyValue(options, 'websocket') !== undefined) return true;
  return handler !== undefined && noJson.test(context.sourceCode.getText(handler));
};

/** What machines ask about the process itself, and downloads: text, bytes, or nothing. */
const operational =
  /metrics|version|ping|health|status|live|ready|favicon|robots|docs|openapi|swagger|download|export|snapshot|profile|\.\w+$/iu;

const noJson =
  /\.(?:raw|hijack|sendFile|redirect|view|pipe|proxy|from)\b|createReadStream|Readable|ReadableStream|text\/(?:html|plain|event-stream)|octet-stream|\.sse\(|return\s+['"`]|\.send\(\s*['"`]/u;
