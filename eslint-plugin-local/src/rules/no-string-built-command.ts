import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { createRule } from '../create-rule.ts';
import { isFixedOrNumber } from '../fixed-value.ts';
import { importTarget } from '../import-target.ts';
import { globList, isFileAmong, scriptFiles, testFiles } from '../source-files.ts';
import { calleeName, constantValue, enclosingFunction, namePath, propertyValue, unwrapped } from '../syntax.ts';
import { textParts, type TextPart } from '../text-parts.ts';

type MessageId = 'sql' | 'shell';
type Options = readonly [
  { readonly ignore?: readonly string[]; readonly escapes?: readonly string[]; readonly queries?: readonly string[] },
];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

const ignore = [...testFiles, ...scriptFiles];
const escapes = [
  'escape',
  'escapeLiteral',
  'escapeId',
  'escapeIdentifier',
  'quote',
  'shellescape',
  'shellQuote',
  'escapeShellArg',
  'escapeString',
  'format',
];
const queries = [
  'query',
  'execute',
  'raw',
  'exec',
  'prepare',
  'run',
  'all',
  'get',
  'unsafe',
  '$queryRawUnsafe',
  '$executeRawUnsafe',
  'whereRaw',
  'andWhereRaw',
  'orWhereRaw',
  'joinRaw',
  'havingRaw',
  'orderByRaw',
  'selectRaw',
  'literal',
  'where',
  'andWhere',
  'orWhere',
];

/** A statement of SQL, or a condition as query builders take it. */
const sqlText =
  /\b(?:select\s.+\sfrom|insert\s+into|update\s.+\sset|delete\s+from|where\s|values\s*\(|(?:order|group)\s+by|alter\s+table|drop\s+table)\b/isu;
/** Text before a place where SQL wants a value: after an operator, in a list of values, inside quotes there. */
const valuePlace =
  /(?:(?:[^=]=|<|>|\blike|\bilike)\s*|\b(?:in|values|tuple)\s*\((?:[^()]*,)?\s*)(?:n?'[^']*)?$|,\s*n?'[^']*$/iu;
/** `ENGINE = ${engine}` and `SET search_path = ${name}` take a name. */
const namePlace = /\b(?:engine|search_path|owner|encoding|template|tablespace)\s*=\s*$/iu;
/** Names of the program that is run, which the code chooses, and of numbers. */
const harmlessName =
  /^(?:cmd|command|bin|binary|executable|program|shell|packageManager|npmClient|.*(?:pid|port|count|index|num|number|size|width|height|limit|offset|ms|seconds))$/iu;

/** Reports SQL and shell commands in which text from elsewhere is put together with the command. */
export const noStringBuiltCommand = createRule<Options, MessageId>({
  name: 'no-string-built-command',
  meta: {
    type: 'problem',
    docs: { description: 'Disallow SQL and shell commands built from text', recommended: true },
    defaultOptions: [{ ignore, escapes, queries }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          ignore: globList('Globs of files that are not looked at, such as tests and scripts.'),
          escapes: globList('Functions that make text safe inside a command.'),
          queries: globList('Methods that take a statement of SQL as their first argument.'),
        },
      },
    ],
    messages: {
      sql: '`{{part}}` is put into the text of this SQL: a value with a quote in it breaks the statement, and a chosen one runs another. Pass it as a parameter (`$1`, `?`, a tagged `sql` template).',
      shell:
        '`{{part}}` is put into a command line that a shell reads: a space, a quote or a `;` in it runs something else. Use `execFile` or `spawn` with a list of arguments and no shell.',
    },
  },
  create: (context, [options]) => {
    if (isFileAmong(context, options.ignore ?? ignore)) return {};
    return {
      CallExpression: (node) => {
        const command = shellCommand(node, context);
        if (command !== undefined) reportShell(context, command, options);
        else for (const statement of sqlArguments(node, options)) reportSql(context, statement, options);
      },
    };
  },
});

/** What a query method takes first, and what any call takes as `query`, `sql` or `text`. */
const sqlArguments = (node: TSESTree.CallExpression, options: Options[0]): readonly TSESTree.Node[] => {
  const [first] = node.arguments;
  if (first === undefined) return [];
  const isMethod = node.callee.type === AST_NODE_TYPES.MemberExpression;
  if (isMethod && (options.queries ?? queries).includes(calleeName(node))) return [first];
  return ['query', 'sql', 'text'].map((name) => propertyValue(first, name)).filter((it) => it !== undefined);
};

/** The text that a shell will read: what `exec` gets, and what `spawn` gets with `shell: true`. */
const shellCommand = (node: TSESTree.CallExpression, context: Context): TSESTree.Node | undefined => {
  const target = importTarget(node.callee, context.sourceCode.getScope(node)) ?? promisified(node, context);
  if (target?.module !== 'child_process') return undefined;
  const [command] = node.arguments;
  const name = target.path.at(-1) ?? '';
  if (name === 'exec' || name === 'execSync') return command;
  if (!/^(?:spawn|execFile)(?:Sync)?$/u.test(name)) return undefined;
  const shell = node.arguments.map((argument) => propertyValue(argument, 'shell')).find((it) => it !== undefined);
  return shell?.type === AST_NODE_TYPES.Literal && shell.value === true ? command : undefined;
};

/** `const execAsync = promisify(exec)`. */
const promisified = (node: TSESTree.CallExpression, context: Context) => {
  const scope = context.sourceCode.getScope(node);
  const made = constantValue(node.callee, scope);
  if (made.type !== AST_NODE_TYPES.CallExpression || calleeName(made) !== 'promisify') return undefined;
  return made.arguments[0] === undefined ? undefined : importTarget(made.arguments[0], scope);
};

const reportShell = (context: Context, command: TSESTree.Node, options: Options[0]): void => {
  const parts = textParts(command, context.sourceCode);
  if (parts === undefined) return;
  const open = parts.find((part) => 'node' in part && isOpen(part.node, context, options));
  if (open !== undefined && 'node' in open) reportPart(context, open.node, 'shell');
};

const reportSql = (context: Context, statement: TSESTree.Node, options: Options[0]): void => {
  const parts = textParts(statement, context.sourceCode);
  if (parts === undefined || !isSql(parts)) return;
  const value = parts.find(
    (part, index) => 'node' in part && isValuePlace(parts, index) && isOpen(part.node, context, options),
  );
  if (value !== undefined && 'node' in value) reportPart(context, value.node, 'sql');
};

const isValuePlace = (parts: readonly TextPart[], index: number): boolean => {
  const before = withoutComments(textOf(parts.slice(0, index)));
  const next = parts[index + 1];
  // `= ${table}.id` compares with a column.
  const isName = next !== undefined && 'text' in next && /^[.(]/u.test(next.text);
  return valuePlace.test(before) && !namePlace.test(before) && !isName;
};

const textOf = (parts: readonly TextPart[]): string =>
  parts.map((part) => ('text' in part ? part.text : ' x ')).join('');

const withoutComments = (text: string): string => text.replace(/--[^\n]*\n/gu, '\n').slice(-300);

const isSql = (parts: readonly TextPart[]): boolean => sqlText.test(textOf(parts).slice(0, 20_000));

const isOpen = (node: TSESTree.Node, context: Context, options: Options[0]): boolean => {
  const plain = constantValue(node, context.sourceCode.getScope(node));
  if (plain.type === AST_NODE_TYPES.CallExpression) {
    const name = namePath(plain.callee).at(-1) ?? '';
    if ((options.escapes ?? escapes).includes(name) || /escape|quote/iu.test(name)) return false;
  }
  return (
    !isHarmless(node, context) &&
    !isFixedOrNumber(node, context.sourceCode.getScope(node)) &&
    !/escaped|quoted|placeholder/iu.test(context.sourceCode.getText(node))
  );
};

/** A name that speaks of no text, or one that a pattern was tested on before. */
const isHarmless = (node: TSESTree.Node, context: Context): boolean => {
  const name = namePath(unwrapped(node)).at(-1) ?? '';
  if (harmlessName.test(name)) return true;
  const body = enclosingFunction(node);
  const before = body === undefined ? '' : context.sourceCode.text.slice(body.range[0], node.range[0]);
  return node.type === AST_NODE_TYPES.Identifier && before.includes(`.test(${node.name})`);
};

const reportPart = (context: Context, node: TSESTree.Node, messageId: MessageId): void =>
  context.report({ node, messageId, data: { part: shortened(context.sourceCode.getText(unwrapped(node))) } });

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text).replace(/\s+/gu, ' ');
