import { posix, relative, sep } from 'node:path';
import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import picomatch from 'picomatch';
import { createRule } from '../create-rule.ts';
import { globList, isFileAmong } from '../source-files.ts';

type MessageId = 'crosses';
type Options = readonly [
  {
    readonly services?: readonly string[];
    readonly shared?: readonly string[];
    readonly packages?: { readonly [name: string]: string };
    readonly ignore?: readonly string[];
    readonly allowTypes?: boolean;
  },
];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

const services = ['services/*', 'microservices/*'];
const shared = ['**/{shared,common,chassis,lib,libs,core,kit,testing}'];

/** Reports an import that takes the source of another service. */
export const noCrossServiceImport = createRule<Options, MessageId>({
  name: 'no-cross-service-import',
  meta: {
    type: 'problem',
    docs: { description: 'Disallow importing the source of another service', recommended: true },
    defaultOptions: [{ services, shared, packages: {}, ignore: [], allowTypes: false }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          services: globList('Globs of the folders of services, from ESLint’s working directory.'),
          shared: globList('Globs of folders among them that are libraries for all services.'),
          packages: {
            type: 'object',
            additionalProperties: { type: 'string' },
            description: 'Package name → folder of its service, for services that are packages of a workspace.',
          },
          ignore: globList('Globs of files that may import any service, such as generated clients.'),
          allowTypes: { type: 'boolean', description: 'Whether importing only types of another service is allowed.' },
        },
      },
    ],
    messages: {
      crosses:
        '`{{from}}` imports the source of `{{to}}`: the two can no longer be changed, tested or deployed apart, and the call skips the contract, its limits and its metrics. Call `{{to}}` over its contract (its generated client), or move what both need to a shared package.',
    },
  },
  create: (context, [options]) => {
    const path = relative(context.cwd, context.filename).split(sep).join('/');
    const own = serviceOf(path, options);
    if (own === undefined || isFileAmong(context, options.ignore ?? [])) return {};
    const check = (source: TSESTree.Node | null | undefined, isType: boolean): void => {
      const other = source === null || source === undefined ? undefined : importedService(source, path, options);
      if (source === null || source === undefined || other === undefined || other === own) return;
      if (isType && options.allowTypes === true) return;
      context.report({ node: source, messageId: 'crosses', data: { from: own, to: other } });
    };
    return {
      ImportDeclaration: (node) => check(node.source, node.importKind === 'type'),
      ExportNamedDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ExportAllDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ImportExpression: (node) => check(node.source, false),
      TSImportType: (node) => check(node.source, true),
      'CallExpression[callee.name="require"]': (node: TSESTree.CallExpression) => check(node.arguments[0], false),
      CallExpression: (node) => {
        if (isMock(context, node)) check(node.arguments[0], false);
      },
    };
  },
});

const isMock = (context: Context, { callee }: TSESTree.CallExpression): boolean =>
  callee.type === AST_NODE_TYPES.MemberExpression &&
  /^(?:vi|jest)\.(?:mock|doMock)$/u.test(context.sourceCode.getText(callee));

/** The folder of the service that a path lies in; undefined outside of services and in a shared library among them. */
const serviceOf = (path: string, options: Options[0]): string | undefined => {
  const isService = picomatch([...(options.services ?? services)]);
  const isShared = picomatch([...(options.shared ?? shared)]);
  const folders = path.split('/').map((_, index, parts) => parts.slice(0, index).join('/'));
  const service = folders.find((folder) => folder !== '' && isService(folder));
  return service === undefined || isShared(service) ? undefined : service;
};

const importedService = (source: TSESTree.Node, path: string, options: Options[0]): string | undefined => {
  if (source.type !== AST_NODE_TYPES.Literal || typeof source.value !== 'string') return undefined;
  const module = source.value;
  if (module.startsWith('.')) return serviceOf(`${posix.join(posix.dirname(path), module)}/x`, options);
  const isOf = ([name]: readonly [string, string]): boolean => module === name || module.startsWith(`${name}/`);
  const folder = Object.entries(options.packages ?? {}).find(isOf)?.[1];
  // A path from the root, as `baseUrl` allows.
  return folder ?? serviceOf(module, options);
};
