import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { createRule } from '../create-rule.ts';
import { fastifyRoute, type FastifyRoute } from '../fastify-routes.ts';
import { constantValue, keyName } from '../syntax.ts';

type MessageId = 'noMetrics' | 'noExposure' | 'emptyMetrics' | 'noReason';
type Options = readonly [
  { readonly metrics?: string; readonly exposure?: string; readonly require?: 'where-used' | 'everywhere' },
];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

/** Reports a Fastify route whose schema does not name its metrics, and what it writes to the exposure log. */
export const instrumentedRoute = createRule<Options, MessageId>({
  name: 'instrumented-route',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require that a Fastify route names the metrics that count it and the exposure that it writes',
      recommended: false,
    },
    defaultOptions: [{ metrics: 'x-metrics', exposure: 'x-exposure', require: 'where-used' }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          metrics: { type: 'string', description: 'The key of the route schema that lists metrics.' },
          exposure: { type: 'string', description: 'The key of the route schema that names the exposure event.' },
          require: {
            type: 'string',
            enum: ['where-used', 'everywhere'],
            description: 'Whether only files are judged in which a route has one of the keys.',
          },
        },
      },
    ],
    messages: {
      noMetrics:
        '`{{route}}` names no metric: nobody will see that it fails, slows down or is not used. List the metrics that count it in `{{key}}` of its schema.',
      emptyMetrics:
        '`{{route}}` lists no metric in `{{key}}`: nobody will see that it fails, slows down or is not used. Name at least one.',
      noExposure:
        '`{{route}}` does not say what it exposes: what listeners were shown could not be joined with what they did. Name the event in `{{key}}` of its schema, or write `none: ` and why.',
      noReason:
        '`{{route}}` exposes nothing and does not say why. Write the reason in `{{key}}`: `none: ` and what makes it so.',
    },
  },
  create: (context, [options]) => {
    const keys = { metrics: options.metrics ?? 'x-metrics', exposure: options.exposure ?? 'x-exposure' };
    const found: Found[] = [];
    return {
      CallExpression: (node) => {
        const scope = context.sourceCode.getScope(node);
        const route = fastifyRoute(node, scope);
        if (route !== undefined && route.url !== undefined) found.push({ route, scope });
      },
      'Program:exit': () => {
        const seen = found.map((one) => ({ ...one, entries: entriesOf(one) }));
        const isUsed = seen.some(
          ({ entries }) => entries?.has(keys.metrics) === true || entries?.has(keys.exposure) === true,
        );
        if (options.require !== 'everywhere' && !isUsed) return;
        for (const { route, entries } of seen) if (entries !== undefined) check(context, { route, entries, keys });
      },
    };
  },
});

type Found = { readonly route: FastifyRoute; readonly scope: TSESLint.Scope.Scope };
type Entries = ReadonlyMap<string, TSESTree.Node>;

/** The keys of a route's schema, spreads of constants included; undefined when a part of it stands elsewhere or it is hidden. */
const entriesOf = ({ route, scope }: Found): Entries | undefined => {
  if (route.schema === 'unknown') return undefined;
  const entries = new Map<string, TSESTree.Node>();
  if (route.schema !== undefined && !addEntries(entries, route.schema, scope)) return undefined;
  const hide = entries.get('hide');
  // A route that its own API description leaves out is of the machinery: metrics, health.
  const isHidden = hide !== undefined && !(hide.type === AST_NODE_TYPES.Literal && hide.value === false);
  return isHidden ? undefined : entries;
};

const addEntries = (
  entries: Map<string, TSESTree.Node>,
  schema: TSESTree.ObjectExpression,
  scope: TSESLint.Scope.Scope,
): boolean =>
  schema.properties.every((property) => {
    if (property.type === AST_NODE_TYPES.SpreadElement) {
      const spread = constantValue(property.argument, scope);
      return spread.type === AST_NODE_TYPES.ObjectExpression && addEntries(entries, spread, scope);
    }
    const key = keyName(property);
    if (key !== undefined) entries.set(key, constantValue(property.value, scope));
    return key !== undefined;
  });

type Look = {
  readonly route: FastifyRoute;
  readonly entries: Entries;
  readonly keys: { readonly metrics: string; readonly exposure: string };
};

const check = (context: Context, { route, entries, keys }: Look): void => {
  const name = `${route.methods.join(',')} ${route.url ?? ''}`.trim();
  const report = (messageId: MessageId, key: string): void =>
    context.report({ node: route.node.callee, messageId, data: { route: name, key } });
  const metrics = entries.get(keys.metrics);
  if (metrics === undefined) report('noMetrics', keys.metrics);
  else if (isEmpty(metrics)) report('emptyMetrics', keys.metrics);
  const exposure = entries.get(keys.exposure);
  if (exposure === undefined) report('noExposure', keys.exposure);
  else if (isWithoutReason(exposure)) report('noReason', keys.exposure);
};

const isEmpty = (node: TSESTree.Node): boolean =>
  node.type === AST_NODE_TYPES.ArrayExpression ? node.elements.length === 0 : textOf(node) === '';

const isWithoutReason = (node: TSESTree.Node): boolean =>
  /^(?:none\b[\s:]*)?$/iu.test(textOf(node) ?? 'named elsewhere');

const textOf = (node: TSESTree.Node): string | undefined =>
  node.type === AST_NODE_TYPES.Literal && typeof node.value === 'string' ? node.value.trim() : undefined;
