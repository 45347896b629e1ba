import { relative, sep } from 'node:path';
import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import picomatch from 'picomatch';
import { createRule } from '../create-rule.ts';
import { globalReferences } from '../global-references.ts';
import { impureCrypto, impureGlobals, impureMembers, impureModules, type Impurity } from '../impurities.ts';

type MessageId = Impurity;
type Options = readonly [
  { readonly files?: readonly string[]; readonly ignore?: readonly string[]; readonly modules?: readonly string[] },
];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

const files = ['**/src/core/**'];
const ignore = ['**/*.{test,spec}.*', '**/__tests__/**', '**/*.bench.*'];
const wayOut = 'Take what it gives as an argument; let the edge ask for it.';

const globList = (description: string) =>
  ({ type: 'array', items: { type: 'string' }, uniqueItems: true, description }) as const;

/** Reports what makes a pure core depend on more than its arguments: the clock, chance, the process, the disk, the network. */
export const noImpureCore = createRule<Options, MessageId>({
  name: 'no-impure-core',
  meta: {
    type: 'problem',
    docs: { description: 'Keep the clock, randomness and all I/O out of the core', recommended: true },
    defaultOptions: [{ files, ignore, modules: [] }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          files: globList('Globs of the files that are the core.'),
          ignore: globList('Globs of files among them that are not, such as tests.'),
          modules: globList('More modules that a core may not import.'),
        },
      },
    ],
    messages: {
      clock: `\`{{name}}\` reads the clock: the same input gives another answer tomorrow, and no test can fix it. ${wayOut}`,
      randomness: `\`{{name}}\` draws at random: the same input gives another answer each time. ${wayOut}`,
      process: `\`{{name}}\` reads the process: the answer depends on the machine it runs on. ${wayOut}`,
      network: `\`{{name}}\` reaches the network: the core can fail, wait and differ between calls. ${wayOut}`,
      platform: `\`{{name}}\` reaches the operating system: the answer depends on the machine it runs on. ${wayOut}`,
      storage: `\`{{name}}\` keeps state between calls: the same input gives another answer. ${wayOut}`,
      timer: `\`{{name}}\` waits for the clock: a decision has nothing to wait for. Let the edge wait.`,
      output: `\`{{name}}\` writes output: calling the core is no longer free of effects. Return what is to be said.`,
    },
  },
  create: (context, [options]) => {
    if (!isCore(context, options)) return {};
    return {
      'Program:exit': (program) => reportGlobals(context, context.sourceCode.getScope(program)),
      ImportDeclaration: (node) => reportImport(context, node, options),
      ExportNamedDeclaration: (node) => {
        if (node.source !== null && node.exportKind !== 'type') reportModule(context, node.source, options);
      },
      ExportAllDeclaration: (node) => {
        if (node.exportKind !== 'type') reportModule(context, node.source, options);
      },
      ImportExpression: (node) => reportModule(context, node.source, options),
      'CallExpression[callee.name="require"]': (node: TSESTree.CallExpression) => {
        if (node.arguments[0] !== undefined) reportModule(context, node.arguments[0], options);
      },
    };
  },
});

const isCore = (context: Context, options: Options[0]): boolean => {
  const path = relative(context.cwd, context.filename).split(sep).join('/');
  const match = (globs: readonly string[]): boolean => picomatch.isMatch(path, [...globs], { dot: true });
  return match(options.files ?? files) && !match(options.ignore ?? ignore);
};

const reportGlobals = (context: Context, scope: TSESLint.Scope.Scope): void => {
  const roots = [...impureMembers.keys()].map((name) => name.split('.')[0] ?? name);
  for (const identifier of globalReferences(scope, new Set([...impureGlobals.keys(), ...roots, 'globalThis']))) {
    for (const found of impureUses(identifier)) {
      context.report({ node: found.node, messageId: found.impurity, data: { name: found.name } });
    }
  }
};

type Use = { readonly node: TSESTree.Node; readonly name: string; readonly impurity: Impurity };

/**
 * What is impure about one mention of a global: the mention itself, or the members taken of it.
 * @param mention the node that stands for the global: an identifier, or `globalThis.<name>`
 */
const impureUses = (mention: TSESTree.Identifier | TSESTree.MemberExpression): readonly Use[] => {
  const name = nameOf(mention);
  if (name === undefined) return [];
  const token = mention.type === AST_NODE_TYPES.MemberExpression ? mention.property : mention;
  const own = impureGlobals.get(name) ?? (name === 'Date' && isCurrentDate(mention) ? 'clock' : undefined);
  if (own !== undefined) return [{ node: token, name, impurity: own }];
  if (name === 'globalThis') return isMemberOf(mention.parent, mention) ? impureUses(mention.parent) : [];
  return memberNodes(mention).flatMap((member) => {
    const path = `${name}.${nameOf(member) ?? ''}`;
    const impurity = impureMembers.get(path);
    return impurity === undefined ? [] : [{ node: member, name: path, impurity }];
  });
};

const isMemberOf = (node: TSESTree.Node, object: TSESTree.Node): node is TSESTree.MemberExpression =>
  node.type === AST_NODE_TYPES.MemberExpression &&
  node.object === object &&
  (!node.computed || node.property.type === AST_NODE_TYPES.Literal);

const nameOf = (node: TSESTree.Node): string | undefined => {
  if (node.type === AST_NODE_TYPES.Identifier) return node.name;
  if (node.type === AST_NODE_TYPES.Literal && typeof node.value === 'string') return node.value;
  return node.type === AST_NODE_TYPES.MemberExpression ? nameOf(node.property) : undefined;
};

const memberNodes = (object: TSESTree.Node): readonly TSESTree.Node[] => {
  const { parent } = object;
  if (parent === undefined) return [];
  if (isMemberOf(parent, object)) return [parent.property];
  if (parent.type !== AST_NODE_TYPES.VariableDeclarator || parent.id.type !== AST_NODE_TYPES.ObjectPattern) return [];
  return parent.id.properties.flatMap((property) =>
    property.type === AST_NODE_TYPES.Property && !property.computed ? [property.key] : [],
  );
};

/** `Date()` and `new Date()` without an argument give the present; with one they compute. */
const isCurrentDate = (node: TSESTree.Node): boolean =>
  (node.parent?.type === AST_NODE_TYPES.CallExpression && node.parent.callee === node) ||
  (node.parent?.type === AST_NODE_TYPES.NewExpression &&
    node.parent.callee === node &&
    node.parent.arguments.length === 0);

const reportImport = (context: Context, node: TSESTree.ImportDeclaration, options: Options[0]): void => {
  if (node.importKind === 'type') return;
  if (/^(?:node:)?crypto$/u.test(node.source.value)) {
    reportCrypto(context, node);
    return;
  }
  const isOnlyTypes =
    node.specifiers.length > 0 &&
    node.specifiers.every((it) => it.type === AST_NODE_TYPES.ImportSpecifier && it.importKind === 'type');
  if (!isOnlyTypes) reportModule(context, node.source, options);
};

const reportCrypto = (context: Context, node: TSESTree.ImportDeclaration): void => {
  for (const specifier of node.specifiers) {
    if (specifier.type !== AST_NODE_TYPES.ImportSpecifier || specifier.importKind === 'type') continue;
    const name = nameOf(specifier.imported) ?? '';
    if (impureCrypto.has(name)) context.report({ node: specifier.imported, messageId: 'randomness', data: { name } });
  }
};

const reportModule = (context: Context, source: TSESTree.Node, options: Options[0]): void => {
  const name = nameOf(source);
  if (name === undefined || source.type !== AST_NODE_TYPES.Literal) return;
  const bare = name.replace(/^node:/u, '');
  const impurity = impureModules.get(bare) ?? impureModules.get(bare.split('/')[0] ?? bare);
  const extra = options.modules?.some((module) => name === module || name.startsWith(`${module}/`)) ?? false;
  if (impurity !== undefined) context.report({ node: source, messageId: impurity, data: { name } });
  else if (extra) context.report({ node: source, messageId: 'platform', data: { name } });
};
