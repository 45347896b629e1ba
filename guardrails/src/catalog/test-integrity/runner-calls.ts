import type { CallExpression, Expression, Node, TaggedTemplateExpression } from 'oxc-parser';
import { isFunction, lastName, normalised, walk, type Parser, type Source } from './syntax.ts';
import type { RunState } from './test-model.ts';

/** What a call of the test runner declares. */
export type RunnerCall = {
  readonly role: 'suite' | 'test' | 'hook';
  readonly title: string;
  /** The function with its code; null where there is none. */
  readonly body: Node | null;
  readonly state: RunState;
  readonly reason: string;
  readonly isOnly: boolean;
  readonly isTable: boolean;
  readonly timeoutMs: number | null;
  readonly retries: number | null;
  /** Arguments of `each`, options: what belongs to the declaration beside the function. */
  readonly extras: readonly Node[];
};

/** Names a file gives to functions of its runner: local name → the modifiers that it stands for. */
export type Vocabulary = ReadonlyMap<string, readonly Modifier[]>;

type Modifier = { readonly name: string; readonly call: Node | null; readonly condition: string };

const plain = (...names: readonly string[]): readonly Modifier[] =>
  names.map((name) => ({ name, call: null, condition: '' }));

const runnerNames: Vocabulary = new Map([
  ...['it', 'test', 'specify', 'bench'].map((name) => [name, plain('test')] as const),
  ...['describe', 'suite', 'context'].map((name) => [name, plain('suite')] as const),
  ...['xit', 'xtest', 'xspecify'].map((name) => [name, plain('test', 'skip')] as const),
  ...['xdescribe', 'xsuite', 'xcontext'].map((name) => [name, plain('suite', 'skip')] as const),
  ...['fit', 'ftest'].map((name) => [name, plain('test', 'only')] as const),
  ...['fdescribe'].map((name) => [name, plain('suite', 'only')] as const),
  ...['before', 'beforeEach', 'beforeAll', 'after', 'afterEach', 'afterAll'].map(
    (name) => [name, plain('hook')] as const,
  ),
]);

const roles: Readonly<Record<string, string>> = { describe: 'suite', suite: 'suite', it: 'test', test: 'test' };
const hooks = /^(before|after)(Each|All)?$/;
const known =
  /^(skip|only|todo|fails|failing|fail|fixme|concurrent|sequential|serial|parallel|shuffle|each|for|skipIf|runIf|if|todoIf|extend|scoped|withContext)$/;

/** Reads which local names of a file stand for functions of its test runner: imports, `const it = base.extend(…)`, `cond ? it : it.skip`. */
export const readVocabulary = (parser: Parser, source: Source): Vocabulary => {
  const names = new Map(runnerNames);
  walk(parser, source.program, (node) => {
    if (node.type === 'ImportSpecifier' && node.local.name !== lastName(node.imported)) {
      const meant = runnerNames.get(lastName(node.imported) ?? '');
      if (meant !== undefined) names.set(node.local.name, meant);
    }
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init !== null) {
      const meant = readAlias(source, names, node.init);
      if (meant !== null) names.set(node.id.name, meant);
    }
    return !isFunction(node);
  });
  return names;
};

const readAlias = (source: Source, names: Vocabulary, init: Expression): readonly Modifier[] | null => {
  if (init.type !== 'ConditionalExpression') return readChain(source, names, init);
  const [first, second] = [readChain(source, names, init.consequent), readChain(source, names, init.alternate)];
  if (first === null || second === null) return null;
  const role = first[0] ?? { name: 'test', call: null, condition: '' };
  return [role, { name: 'sometimes', call: null, condition: normalised(source, init.test) }];
};

/** The modifiers that a callee such as `it.skip.each(rows)` names, its role first; null for what is not the runner's. */
const readChain = (source: Source, names: Vocabulary, callee: Node): readonly Modifier[] | null => {
  if (callee.type === 'Identifier') return names.get(callee.name) ?? null;
  if (callee.type === 'TaggedTemplateExpression') return readTable(source, names, callee);
  if (callee.type === 'CallExpression') return readCurried(source, names, callee);
  if (callee.type !== 'MemberExpression') return null;
  const name = lastName(callee);
  if (name === null) return null;
  if (callee.object.type === 'Identifier' && /^(t|ctx|context)$/.test(callee.object.name) && name === 'test')
    return plain('test');
  const before = readChain(source, names, callee.object);
  if (before === null) return null;
  const role = hooks.test(name) ? 'hook' : roles[name];
  if (role !== undefined) return [...plain(role), ...before.slice(1)];
  return known.test(name) ? [...before, { name, call: null, condition: '' }] : null;
};

/** it.each`…` */
const readTable = (source: Source, names: Vocabulary, table: TaggedTemplateExpression): readonly Modifier[] | null => {
  const modifiers = readChain(source, names, table.tag);
  const last = modifiers?.at(-1);
  return modifiers === null || last === undefined ? null : [...modifiers.slice(0, -1), { ...last, call: table }];
};

/** `it.each(rows)`, `it.skipIf(condition)`, `base.extend({ … })`: the call belongs to the last modifier. */
const readCurried = (source: Source, names: Vocabulary, call: CallExpression): readonly Modifier[] | null => {
  const modifiers = readChain(source, names, call.callee);
  const last = modifiers?.at(-1);
  if (modifiers === null || last === undefined || !/^(each|for|skipIf|runIf|if|todoIf|extend|scoped)$/.test(last.name))
    return null;
  const condition = call.arguments[0] === undefined ? '' : normalised(source, call.arguments[0]);
  return [...modifiers.slice(0, -1), { ...last, call, condition }];
};

/** Reads a call as a declaration of a suite, a test or a hook; null for any other call. */
export const readRunnerCall = (source: Source, names: Vocabulary, call: CallExpression): RunnerCall | null => {
  const modifiers = readChain(source, names, call.callee);
  const role = modifiers?.[0]?.name;
  if (modifiers === null || (role !== 'suite' && role !== 'test' && role !== 'hook')) return null;
  if (
    modifiers.at(-1)?.call === null &&
    /^(each|for|skipIf|runIf|if|todoIf|extend)$/.test(modifiers.at(-1)?.name ?? '')
  )
    return null;
  const body = call.arguments.find(isFunction) ?? lastReference(call);
  if (role !== 'hook' && !isDeclaration(call, body)) return null;
  const options = readOptions(source, call);
  return {
    role,
    title: titleOf(source, call),
    body,
    ...stateOf(modifiers, options, role === 'test' && call.arguments.length === 1),
    isOnly: modifiers.some(({ name }) => name === 'only') || options.isOnly,
    isTable:
      modifiers.some(({ name, call: table }) => (name === 'each' || name === 'for') && table !== null) ||
      isTagged(call),
    timeoutMs: options.timeoutMs,
    retries: options.retries,
    extras: [call.callee, ...call.arguments.filter((argument) => argument.type === 'ObjectExpression')],
  };
};

/** A test may be named by reference: `it('works', runsTheTest)`. */
const lastReference = (call: CallExpression): Node | null => {
  const last = call.arguments.slice(1).findLast(({ type }) => type !== 'ObjectExpression' && type !== 'Literal');
  return last ?? null;
};

/** A declaration has a title or a function; `test.skip(condition, reason)` inside a test has neither. */
const isDeclaration = ({ arguments: given }: CallExpression, body: Node | null): boolean => {
  const first = given[0];
  if (first === undefined) return false;
  if (isFunction(first)) return true;
  const isTitle = first.type === 'TemplateLiteral' || (first.type === 'Literal' && typeof first.value === 'string');
  return isTitle
    ? given.length === 1 || body !== null || given[1]?.type === 'ObjectExpression'
    : body !== null && isFunction(body);
};

const isTagged = ({ callee }: CallExpression): boolean => callee.type === 'TaggedTemplateExpression';

const titleOf = (source: Source, { arguments: [first] }: CallExpression): string => {
  if (first === undefined || isFunction(first)) return '';
  return first.type === 'Literal' && typeof first.value === 'string' ? first.value : normalised(source, first);
};

type Options = {
  readonly flags: ReadonlyMap<string, string>;
  readonly isOnly: boolean;
  readonly timeoutMs: number | null;
  readonly retries: number | null;
};

const readOptions = (source: Source, call: CallExpression): Options => {
  const flags = new Map<string, string>();
  const numbers = new Map<string, number>();
  for (const argument of call.arguments.slice(0, 3)) {
    if (argument.type !== 'ObjectExpression') continue;
    for (const property of argument.properties) {
      if (property.type !== 'Property') continue;
      const name = lastName(property.key) ?? '';
      const value = numberOf(property.value);
      if (value !== null) numbers.set(name, value);
      if (property.value.type !== 'Literal' || property.value.value !== false)
        flags.set(name, normalised(source, property.value));
    }
  }
  const last = call.arguments.length > 2 ? call.arguments.at(-1) : undefined;
  const trailing = last === undefined ? null : numberOf(last);
  return {
    flags,
    isOnly: flags.has('only'),
    timeoutMs: numbers.get('timeout') ?? trailing,
    retries: numbers.get('retry') ?? numbers.get('retries') ?? null,
  };
};

/** The value of a number as written: a literal, a product or a sum of such; null for anything else. */
export const numberOf = (node: Node): number | null => {
  if (node.type === 'Literal') return typeof node.value === 'number' ? node.value : null;
  if (node.type !== 'BinaryExpression') return null;
  const [left, right] = [numberOf(node.left), numberOf(node.right)];
  if (left === null || right === null) return null;
  return node.operator === '*' ? left * right : node.operator === '+' ? left + right : null;
};

type State = { readonly state: RunState; readonly reason: string };

const stateOf = (modifiers: readonly Modifier[], { flags }: Options, hasNoBody: boolean): State => {
  const names = new Set(modifiers.map(({ name }) => name));
  const option = ['skip', 'todo'].find((name) => flags.has(name));
  const value = option === undefined ? 'false' : (flags.get(option) ?? '');
  if (names.has('skip') || names.has('fixme')) return { state: 'skipped', reason: '' };
  if (names.has('todo') || hasNoBody) return { state: 'todo', reason: '' };
  if (option !== undefined) return optionState(option, value);
  if (names.has('fails') || names.has('failing') || names.has('fail') || flags.has('fails'))
    return { state: 'fails', reason: '' };
  const conditional = modifiers.find(({ name }) => /^(skipIf|runIf|if|todoIf|sometimes)$/.test(name));
  return conditional === undefined ? { state: 'runs', reason: '' } : conditionState(conditional);
};

const optionState = (option: string, value: string): State => {
  const isText = /^['`]/.test(value);
  if (value === 'true' || isText)
    return { state: option === 'todo' ? 'todo' : 'skipped', reason: isText ? value.slice(1, -1) : '' };
  return { state: 'conditional', reason: value };
};

const conditionState = ({ name, condition }: Modifier): State => {
  const skipsWhen = name === 'skipIf' || name === 'todoIf' ? 'true' : 'false';
  return condition === skipsWhen || condition === (skipsWhen === 'true' ? '1' : '0')
    ? { state: 'skipped', reason: '' }
    : { state: 'conditional', reason: condition };
};
