import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { createRule } from '../create-rule.ts';
import { classifyUse, type CacheUse } from '../cache-use.ts';
import { importTarget } from '../import-target.ts';
import { globList, isFileAmong, scriptFiles, testFiles } from '../source-files.ts';
import { descendants, enclosingFunction, localFunction, namePath, propertyValue, unwrapped } from '../syntax.ts';

type MessageId = 'unbounded' | 'noLimit' | 'memoized';
type Options = readonly [{ readonly ignore?: readonly string[] }];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

const ignore = [...testFiles, ...scriptFiles];

/** Cache libraries without a limit by default, and the options of which any one sets one. */
const libraries: ReadonlyMap<string, readonly string[]> = new Map([
  ['lru-cache', ['max', 'maxSize', 'ttl']],
  ['node-cache', ['stdTTL', 'maxKeys']],
  ['quick-lru', ['maxSize']],
  ['@isaacs/ttlcache', ['ttl', 'max']],
]);
/** Functions that remember every answer for ever, and the options that stop them. */
const memoizers: ReadonlyMap<string, readonly string[]> = new Map([
  ['lodash/memoize', []],
  ['lodash.memoize', []],
  ['lodash-es/memoize', []],
  ['fast-memoize', ['cache']],
  ['memoizee', ['max', 'maxAge']],
  ['p-memoize', ['cache']],
  ['mem', ['maxAge', 'cache']],
  ['memoize', ['maxAge', 'cache']],
]);

/** Reports a cache that lives as long as the process and never forgets. */
export const boundedCache = createRule<Options, MessageId>({
  name: 'bounded-cache',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require a bound or an expiry on every cache that lives as long as the process',
      recommended: true,
    },
    defaultOptions: [{ ignore }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: { ignore: globList('Globs of files that are not looked at, such as tests and scripts.') },
      },
    ],
    messages: {
      unbounded:
        '`{{name}}` remembers an answer for each key and never forgets one: it grows with every new key until the process runs out of memory, and what it remembers is never fresh again. Give it a bound or an expiry (an LRU cache with `max` and `ttl`), or delete what is no longer needed.',
      noLimit:
        'This cache is made without {{limits}}: it never forgets, and grows until the process runs out of memory. Give it one of them.',
      memoized:
        '`{{name}}` remembers the answer for each argument for ever: it grows with every new argument until the process runs out of memory, and a failed or stale answer stays. Use a cache with a bound or an expiry.',
    },
  },
  create: (context, [options]) => {
    if (isFileAmong(context, options.ignore ?? ignore)) return {};
    return {
      VariableDeclarator: (node) => {
        if (isModuleLevel(node) && isEmptyStore(node.init)) reportStore(context, node);
      },
      PropertyDefinition: (node) => {
        if (isEmptyStore(node.value) && isPrivate(node) && isSingleton(node)) reportField(context, node);
      },
      NewExpression: (node) => {
        if (livesLong(node)) reportLibrary(context, node);
      },
      CallExpression: (node) => {
        if (livesLong(node)) reportMemoizer(context, node);
      },
    };
  },
});

const isModuleLevel = (node: TSESTree.Node): boolean => enclosingFunction(node) === undefined;

/** Whether what is made here outlives the call that makes it. */
const livesLong = (node: TSESTree.Node): boolean =>
  isModuleLevel(node) || node.parent?.type === AST_NODE_TYPES.PropertyDefinition;

/** `new Map()`, `{}` and `Object.create(null)`: what begins empty and may grow. */
const isEmptyStore = (init: TSESTree.Expression | null): boolean => {
  const node = init === null ? null : unwrapped(init);
  if (node?.type === AST_NODE_TYPES.ObjectExpression) return node.properties.length === 0;
  if (node?.type === AST_NODE_TYPES.NewExpression) {
    return node.callee.type === AST_NODE_TYPES.Identifier && node.callee.name === 'Map' && node.arguments.length === 0;
  }
  return (
    node?.type === AST_NODE_TYPES.CallExpression &&
    node.callee.type === AST_NODE_TYPES.MemberExpression &&
    node.callee.object.type === AST_NODE_TYPES.Identifier &&
    node.callee.object.name === 'Object' &&
    node.callee.property.type === AST_NODE_TYPES.Identifier &&
    node.callee.property.name === 'create'
  );
};

const reportStore = (context: Context, node: TSESTree.VariableDeclarator): void => {
  if (node.id.type !== AST_NODE_TYPES.Identifier || isExported(node)) return;
  const [variable] = context.sourceCode.getDeclaredVariables(node);
  const uses = (variable?.references ?? []).filter((it) => it.init !== true).map(({ identifier }) => identifier);
  if (!isUnboundedCache(uses.map((use) => classifyUse(use, context.sourceCode)))) return;
  context.report({ node: node.id, messageId: 'unbounded', data: { name: node.id.name } });
};

/** A field of a class of which a process has one: what it keeps lives as long as the process. */
const isSingleton = (node: TSESTree.PropertyDefinition): boolean =>
  node.static ||
  /(?:Service|Store|Repository|Manager|Controller|Resolver|Gateway)$/u.test(node.parent.parent.id?.name ?? '');

const isPrivate = ({ key, accessibility }: TSESTree.PropertyDefinition): boolean =>
  key.type === AST_NODE_TYPES.PrivateIdentifier || accessibility === 'private';

const reportField = (context: Context, node: TSESTree.PropertyDefinition): void => {
  const name = namePath(node.key)[0] ?? '';
  const owner = node.static ? node.parent.parent.id?.name : 'this';
  const uses = [...descendants(node.parent)].filter(
    (below) => below.type === AST_NODE_TYPES.MemberExpression && namePath(below).join('.') === `${owner ?? ''}.${name}`,
  );
  if (!isUnboundedCache(uses.map((use) => classifyUse(use, context.sourceCode)))) return;
  context.report({ node: node.key, messageId: 'unbounded', data: { name } });
};

const isExported = (node: TSESTree.VariableDeclarator): boolean =>
  node.parent.parent.type === AST_NODE_TYPES.ExportNamedDeclaration;

/** Every use is a look-up or an addition, and some function does both: an answer is made once and kept. */
const isUnboundedCache = (uses: readonly CacheUse[]): boolean => {
  const added = uses.filter((use) => use.kind === 'add');
  const isCache = added.some((add) => uses.some((use) => use.kind === 'look' && use.within === add.within));
  return isCache && uses.every(({ kind }) => kind === 'add' || kind === 'look');
};

const reportLibrary = (context: Context, node: TSESTree.NewExpression): void => {
  const target = importTarget(node.callee, context.sourceCode.getScope(node));
  const limits = target === undefined ? undefined : libraries.get(target.module);
  if (limits === undefined || !isWithout(node.arguments[0], limits)) return;
  context.report({ node: node.callee, messageId: 'noLimit', data: { limits: quoted(limits) } });
};

const isWithout = (argument: TSESTree.Node | undefined, limits: readonly string[]): boolean => {
  if (argument === undefined) return true;
  const options = unwrapped(argument);
  if (options.type !== AST_NODE_TYPES.ObjectExpression) return false;
  if (options.properties.some(({ type }) => type === AST_NODE_TYPES.SpreadElement)) return false;
  return limits.every((limit) => propertyValue(options, limit) === undefined);
};

const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(' or ');

const reportMemoizer = (context: Context, node: TSESTree.CallExpression): void => {
  const scope = context.sourceCode.getScope(node);
  const target = importTarget(node.callee, scope);
  if (target === undefined) return;
  const isLodash = /^lodash(?:-es)?$/u.test(target.module) && target.path.join('.') === 'memoize';
  const limits = isLodash ? [] : memoizers.get(target.module);
  const [remembered, options] = node.arguments;
  if (limits === undefined || remembered === undefined) return;
  // Lodash takes a function that makes the key where others take options.
  if (limits.length > 0 && !isWithout(options, limits)) return;
  // Without an argument there is one answer.
  const made = localFunction(remembered, scope);
  if (made === undefined || made.params.length === 0) return;
  context.report({ node: node.callee, messageId: 'memoized', data: { name: context.sourceCode.getText(node.callee) } });
};
