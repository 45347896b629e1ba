import { posix, relative, sep } from 'node:path';
import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { createRule } from '../create-rule.ts';
import { namePath } from '../syntax.ts';

type MessageId = 'mocked';
type Options = readonly [{ readonly allowPartial?: boolean }];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

const mockCall = /^(?:vi|vitest|jest)\.(?:mock|doMock|setMock|unstable_mockModule)$|^(?:t\.)?mock\.module$/u;

/** Reports a test that replaces the module it is named after. */
export const noMockOfSubject = createRule<Options, MessageId>({
  name: 'no-mock-of-subject',
  meta: {
    type: 'problem',
    docs: { description: 'Disallow mocking the module that a test is named after', recommended: true },
    defaultOptions: [{ allowPartial: true }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          allowPartial: {
            type: 'boolean',
            description: 'Whether a mock that keeps the real module and replaces parts of it is left alone.',
          },
        },
      },
    ],
    messages: {
      mocked:
        'This test is named after `{{subject}}` and mocks it: it proves what the mock answers, and stays green when the real module breaks. Mock what the module calls, or pass that in.',
    },
  },
  create: (context, [options]) => {
    const subject = subjectOf(relative(context.cwd, context.filename).split(sep).join('/'));
    if (subject === undefined) return {};
    return {
      CallExpression: (node) => {
        const module = mockedModule(node);
        if (module === undefined || !isSubject(module, subject) || !isUsed(context, module)) return;
        if (options.allowPartial !== false && isPartial(context, node)) return;
        context.report({ node, messageId: 'mocked', data: { subject: module } });
      },
    };
  },
});

type Subject = { readonly folder: string; readonly name: string };

/** What a test file is named after: `src/load.test.ts` and `src/__tests__/load.test.ts` both test `src/load`. */
const subjectOf = (path: string): Subject | undefined => {
  const match = /^(?<name>.+)\.(?:test|spec)\.[cm]?[jt]sx?$/u.exec(posix.basename(path));
  const name = match?.groups?.['name'];
  return name === undefined || name === 'index' ? undefined : { folder: posix.dirname(path), name };
};

const mockedModule = ({ callee, arguments: [module] }: TSESTree.CallExpression): string | undefined => {
  if (!mockCall.test(namePath(callee).join('.'))) return undefined;
  if (module?.type === AST_NODE_TYPES.Literal && typeof module.value === 'string') return module.value;
  // `vi.mock(import('./load'))` names it for the compiler as well.
  const isImport = module?.type === AST_NODE_TYPES.ImportExpression && module.source.type === AST_NODE_TYPES.Literal;
  return isImport && 'value' in module.source ? String(module.source.value) : undefined;
};

const isSubject = (module: string, { folder, name }: Subject): boolean => {
  if (!module.startsWith('.')) return false;
  const target = posix.join(folder, module).replace(/\.[cm]?[jt]sx?$/u, '');
  const homes = [folder, folder.replace(/(?:^|\/)(?:__tests__|tests?)$/u, '')];
  return homes.some((home) => [posix.join(home, name), posix.join(home, name, 'index')].includes(target));
};

/** A test that only mocks a module of its own name and never imports it may be about something else. */
const isUsed = (context: Context, module: string): boolean => {
  const bare = module.replace(/\.[cm]?[jt]sx?$/u, '');
  return context.sourceCode.ast.body.some(
    (node) =>
      node.type === AST_NODE_TYPES.ImportDeclaration &&
      node.importKind !== 'type' &&
      node.source.value.replace(/\.[cm]?[jt]sx?$/u, '') === bare,
  );
};

const isPartial = (context: Context, node: TSESTree.CallExpression): boolean =>
  /importActual|importOriginal|requireActual|spy:\s*true/u.test(context.sourceCode.getText(node)) ||
  // An automatic mock may be undone for the part under test.
  /\.(?:unmock|doUnmock|dontMock)\(/u.test(context.sourceCode.text);
