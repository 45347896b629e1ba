import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import picomatch from 'picomatch';
import { createRule } from '../create-rule.ts';
import { environmentFacts } from '../environment-facts.ts';
import { importTarget, memberName } from '../import-target.ts';
import { globList, isFileAmong, scriptFiles, testFiles } from '../source-files.ts';
import { enclosingFunction, keyName } from '../syntax.ts';

type MessageId = 'read';
type Options = readonly [
  { readonly files?: readonly string[]; readonly ignore?: readonly string[]; readonly allow?: readonly string[] },
];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

const files = [
  '**/{config,configs,configuration,env,environment,settings}/**',
  '**/*{config,configuration,env,environment,environments,settings,constants,options}.*',
  '**/{config,configuration,env,environment,settings}{.,-,_}*',
  '**/{main,cli,bin,entry,entrypoint,instrumentation}.*',
  '**/{server,index,app,worker,extension}{,-*,.*}.{js,mjs,cjs,ts,mts,cts}',
  '**/{bin,cli}/**',
];
// A bundler replaces what a component reads.
const ignore = [
  ...testFiles,
  ...scriptFiles,
  '**/*.{tsx,jsx}',
  '**/{esbuild,webpack,rollup,vite,gulpfile,build,bench,detect}*.*',
];

/** Reports where code that is no configuration reads a variable of the environment. */
export const noEnvironmentRead = createRule<Options, MessageId>({
  name: 'no-environment-read',
  meta: {
    type: 'suggestion',
    docs: { description: 'Read the environment only where configuration is parsed', recommended: true },
    defaultOptions: [{ files, ignore, allow: [] }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          files: globList('Globs of the files that may read the environment: configuration and entry points.'),
          ignore: globList('Globs of files that are not looked at, such as tests and scripts.'),
          allow: globList('More patterns of variables that may be read anywhere.'),
        },
      },
    ],
    messages: {
      read: '`{{name}}` of the environment is read far from where configuration is parsed: nothing checks it at start, so a missing or misspelt value shows when this line first runs, and a test can set it only for the whole process. Read it once where configuration is parsed and pass the value in.',
    },
  },
  create: (context, [options]) => {
    if (isFileAmong(context, [...(options.files ?? files), ...(options.ignore ?? ignore)])) return {};
    const isAllowed = picomatch([...environmentFacts, ...(options.allow ?? [])]);
    const found: Read[] = [];
    return {
      Identifier: (node) => {
        found.push(...readsFrom(node, context).filter(({ name }) => !isAllowed(name)));
      },
      'Program:exit': () => {
        for (const { name, at } of found.filter((read) => !isPartOfConfiguration(read, found))) {
          context.report({ node: at, messageId: 'read', data: { name } });
        }
      },
    };
  },
});

/** A file that reads this many variables when it is loaded is where configuration is parsed, whatever its name. */
const manyVariables = 6;

const isPartOfConfiguration = (read: Read, found: readonly Read[]): boolean => {
  if (enclosingFunction(read.at) !== undefined) return false;
  const loaded = found.filter(({ at }) => enclosingFunction(at) === undefined).map(({ name }) => name);
  return new Set(loaded).size >= manyVariables;
};

type Read = { readonly name: string; readonly at: TSESTree.Node };

/** The variables that a mention of `process`, `env`, `Bun` or `Deno` reads. */
const readsFrom = (node: TSESTree.Identifier, context: Context): readonly Read[] => {
  const environment = environmentNode(node, context);
  if (environment === undefined) return [];
  const { parent } = environment;
  if (parent?.type === AST_NODE_TYPES.VariableDeclarator && parent.init === environment) {
    return declaredReads(parent, context);
  }
  return memberRead(environment);
};

/** The expression that stands for the whole environment, seen from its first name. */
const environmentNode = (node: TSESTree.Identifier, context: Context): TSESTree.Node | undefined => {
  const scope = context.sourceCode.getScope(node);
  const { parent } = node;
  if (parent.type === AST_NODE_TYPES.MemberExpression && parent.object === node && memberName(parent) === 'env') {
    const isRuntime = /^(?:process|Bun|Deno)$/u.test(node.name) && isGlobal(node, scope);
    const target = isRuntime ? undefined : importTarget(node, scope);
    return isRuntime || (target?.module === 'process' && target.path.length === 0) ? parent : undefined;
  }
  if (node.name !== 'env' || parent.type.startsWith('Import')) return undefined;
  if (parent.type === AST_NODE_TYPES.MemberExpression && parent.property === node) return undefined;
  const target = importTarget(node, scope);
  return target?.module === 'process' && target.path[0] === 'env' ? node : undefined;
};

const isGlobal = (node: TSESTree.Identifier, scope: TSESLint.Scope.Scope): boolean => {
  let at: TSESLint.Scope.Scope | null = scope;
  while (at !== null) {
    const variable = at.set.get(node.name);
    if (variable !== undefined) return variable.defs.length === 0;
    at = at.upper;
  }
  return true;
};

/** `const { PORT } = process.env`, and the reads through `const env = process.env`. */
const declaredReads = ({ id }: TSESTree.VariableDeclarator, context: Context): readonly Read[] => {
  if (id.type === AST_NODE_TYPES.ObjectPattern) {
    return id.properties.flatMap((property) => {
      const name = property.type === AST_NODE_TYPES.Property ? keyName(property) : undefined;
      return name === undefined ? [] : [{ name, at: property }];
    });
  }
  if (id.type !== AST_NODE_TYPES.Identifier) return [];
  const variables = context.sourceCode.getDeclaredVariables(id.parent);
  return variables.flatMap(({ references }) => references.flatMap(({ identifier }) => memberRead(identifier)));
};

/** `env.PORT` and Deno's `env.get('PORT')`; a write is none, and neither is the whole environment handed on. */
const memberRead = (environment: TSESTree.Node): readonly Read[] => {
  const member = environment.parent;
  if (member?.type !== AST_NODE_TYPES.MemberExpression || member.object !== environment || isWritten(member)) return [];
  const name = memberName(member);
  if (name !== 'get' || member.parent.type !== AST_NODE_TYPES.CallExpression) {
    return name === undefined ? [] : [{ name, at: member }];
  }
  const [variable] = member.parent.arguments;
  if (variable?.type !== AST_NODE_TYPES.Literal || typeof variable.value !== 'string') return [];
  return [{ name: variable.value, at: member.parent }];
};

const isWritten = (node: TSESTree.MemberExpression): boolean =>
  (node.parent.type === AST_NODE_TYPES.AssignmentExpression && node.parent.left === node) ||
  (node.parent.type === AST_NODE_TYPES.UnaryExpression && node.parent.operator === 'delete');
