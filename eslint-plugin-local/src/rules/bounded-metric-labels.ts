import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { createRule } from '../create-rule.ts';
import { calleeName, constantValue, namePath, propertyValue, unwrapped } from '../syntax.ts';
import { propertyName } from '../time-bound.ts';

type MessageId = 'unboundedName' | 'unboundedValue';
type Options = readonly [
  { readonly allow?: readonly string[]; readonly labels?: readonly string[]; readonly functions?: readonly string[] },
];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

/** Reports a metric's label whose values grow with users, requests or texts: each value is a time series of its own. */
export const boundedMetricLabels = createRule<Options, MessageId>({
  name: 'bounded-metric-labels',
  meta: {
    type: 'problem',
    docs: { description: 'Disallow metric labels with an unbounded number of values', recommended: true },
    defaultOptions: [{ allow: [], labels: [], functions: [] }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          allow: {
            type: 'array',
            items: { type: 'string' },
            uniqueItems: true,
            description: 'Label names that have few values here, whatever they are called.',
          },
          labels: {
            type: 'array',
            items: { type: 'string' },
            uniqueItems: true,
            description: 'More label names that have too many values here, such as `projectId`.',
          },
          functions: {
            type: 'array',
            items: { type: 'string' },
            uniqueItems: true,
            description:
              'Own functions that record a metric and take its labels as an object, by the end of their dotted name.',
          },
        },
      },
    ],
    messages: {
      unboundedName:
        'The label `{{label}}` has a value for every {{of}}: each makes a time series of its own, in this process and in the metrics store, for as long as both live. Leave it out, and put it in a log line or a trace.',
      unboundedValue:
        'The label `{{label}}` takes `{{value}}`, which differs for every {{of}}: each value makes a time series of its own, in this process and in the metrics store. Give it a name from a short list: the route, a code, a class.',
    },
  },
  create: (context, [options]) => {
    const seen = new Set<TSESTree.Node>();
    return {
      CallExpression: (node) => {
        const labels = labelsOf(context, node, options.functions ?? []);
        // Labels with a name of their own may be given to several metrics.
        if (labels === undefined || seen.has(labels)) return;
        seen.add(labels);
        reportLabels(context, labels, options);
      },
      NewExpression: (node) => {
        if (/^(?:Counter|Gauge|Histogram|Summary)$/u.test(calleeName(node)))
          reportNames(context, node.arguments[0], options);
      },
      'CallExpression[callee.name=/^create(?:Counter|Gauge|Histogram|Summary)$/]': (node: TSESTree.CallExpression) =>
        reportNames(context, node.arguments[0], options),
    };
  },
});

/** What a name stands for when it has a value for every one of them. */
const unboundedNames: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:user|account|customer|member|session|visitor|device|client|instance|tenant|org|organi[sz]ation|team|workspace)_?id$/iu,
    'user or client',
  ],
  [/^(?:request|req|trace|span|correlation|message|event|transaction|order|invoice|payment)_?id$/iu, 'request'],
  [
    /^(?:track|song|album|episode|playlist|document|file|item|product|post|comment|record|row|entity|object)_?id$/iu,
    'object',
  ],
  [/^(?:e?mail|email_?address|user_?name|user_?agent|ip|ip_?address|remote_?addr(?:ess)?|phone)$/iu, 'user or client'],
  [/^(?:url|uri|original_?url|raw_?path|query_?string|href)$/iu, 'address that anyone sends'],
  [/^(?:error_?message|stack|stack_?trace|error_?text)$/iu, 'text of an error'],
  [/^(?:uuid|guid|timestamp|created_?at|updated_?at)$/iu, 'moment or object'],
];

const unboundedKind = (name: string, options: Options[0]): string | undefined =>
  options.labels?.includes(name) === true ? 'object' : unboundedNames.find(([pattern]) => pattern.test(name))?.[1];

const unboundedValues: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\.)(?:req|request|ctx)\.(?:url|originalUrl|path|ip|query|hostname|id)$/u, 'address or client that calls'],
  [/(?:^|\.)(?:err|error|e|cause|exception)\.(?:message|stack)$/u, 'text of an error'],
  [/(?:^|\.)(?:user|account|customer|session|viewer)\.(?:id|email|name|username)$/u, 'user'],
  [/(?:^|\.)(?:randomUUID|uuid|uuidv4|nanoid|now|toISOString)$/u, 'moment'],
];

const valueKind = (node: TSESTree.Node, options: Options[0]): string | undefined => {
  const path = namePath(node).join('.');
  const name =
    node.type === AST_NODE_TYPES.Identifier || node.type === AST_NODE_TYPES.MemberExpression
      ? namePath(node).at(-1)
      : undefined;
  const byPath = unboundedValues.find(([pattern]) => pattern.test(path))?.[1];
  if (byPath !== undefined) return byPath;
  if (name !== undefined) return unboundedKind(name, options);
  if (node.type === AST_NODE_TYPES.TemplateLiteral)
    return node.expressions.map((it) => valueKind(it, options)).find((it) => it !== undefined);
  if (node.type === AST_NODE_TYPES.LogicalExpression) return valueKind(node.left, options);
  return undefined;
};

/** The object of labels of a call that records a metric, as prom-client and OpenTelemetry take it. */
const labelsOf = (
  context: Context,
  node: TSESTree.CallExpression,
  functions: readonly string[],
): TSESTree.Node | undefined => {
  if (isNamed(node, functions))
    return node.arguments.map((it) => labelObject(context, it)).find((it) => it !== undefined);
  if (node.callee.type !== AST_NODE_TYPES.MemberExpression || !isMetric(context, node.callee.object)) return undefined;
  const method = calleeName(node);
  if (/^(?:inc|dec|observe|set|startTimer|labels|remove)$/u.test(method))
    return labelObject(context, node.arguments[0]);
  return /^(?:add|record)$/u.test(method) ? labelObject(context, node.arguments[1]) : undefined;
};

const labelObject = (context: Context, node: TSESTree.Node | undefined): TSESTree.Node | undefined => {
  if (node === undefined) return undefined;
  const value = constantValue(node, context.sourceCode.getScope(node));
  return value.type === AST_NODE_TYPES.ObjectExpression ? value : undefined;
};

const metricName = /(?:counter|gauge|histogram|summary|metric)s?$/iu;
const metricType = /^(?:Counter|Gauge|Histogram|Summary|UpDownCounter|ObservableGauge)$/u;

/** Whether a thing is a metric: by its name, or by what it was made with. */
const isMetric = (context: Context, node: TSESTree.Node): boolean => {
  const value = constantValue(node, context.sourceCode.getScope(node));
  if (value.type === AST_NODE_TYPES.NewExpression) return metricType.test(calleeName(value));
  if (value.type === AST_NODE_TYPES.CallExpression && value !== unwrapped(node)) {
    return /^create(?:Counter|Gauge|Histogram|Summary|UpDownCounter)$/u.test(calleeName(value));
  }
  const path = namePath(node);
  return metricName.test(path.at(-1) ?? '') || path.slice(0, -1).some((name) => /^metrics$/iu.test(name));
};

const reportLabels = (context: Context, labels: TSESTree.Node, options: Options[0]): void => {
  if (labels.type !== AST_NODE_TYPES.ObjectExpression) return;
  for (const property of labels.properties) {
    const label = property.type === AST_NODE_TYPES.Property ? propertyName(property) : undefined;
    if (property.type !== AST_NODE_TYPES.Property || label === undefined || options.allow?.includes(label) === true)
      continue;
    const value = unwrapped(property.value);
    if (value.type === AST_NODE_TYPES.Literal) continue;
    const byName = unboundedKind(label, options);
    const byValue = valueKind(value, options);
    if (byName !== undefined)
      context.report({ node: property.key, messageId: 'unboundedName', data: { label, of: byName } });
    else if (byValue !== undefined) {
      const data = { label, value: context.sourceCode.getText(value).slice(0, 60), of: byValue };
      context.report({ node: property.key, messageId: 'unboundedValue', data });
    }
  }
};

const reportNames = (context: Context, metric: TSESTree.Node | undefined, options: Options[0]): void => {
  const names = propertyValue(metric, 'labelNames');
  if (names?.type !== AST_NODE_TYPES.ArrayExpression) return;
  for (const element of names.elements) {
    if (element?.type !== AST_NODE_TYPES.Literal || typeof element.value !== 'string') continue;
    if (options.allow?.includes(element.value) === true) continue;
    const of = unboundedKind(element.value, options);
    if (of !== undefined)
      context.report({ node: element, messageId: 'unboundedName', data: { label: element.value, of } });
  }
};

const isNamed = (node: TSESTree.CallExpression, names: readonly string[]): boolean => {
  const path = namePath(node.callee).join('.');
  return names.some((name) => path === name || path.endsWith(`.${name}`));
};
