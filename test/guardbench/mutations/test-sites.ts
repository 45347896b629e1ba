import { nameOf, nodeAt, nodesAt, parseFile, textOf, walk, type SyntaxNode } from './walk.ts';

/** A test that runs: `it('name', function)` with nothing that skips it. */
export type TestSite = {
  /** `it` or `test`. */
  readonly callee: SyntaxNode;
  readonly call: SyntaxNode;
  readonly statement: SyntaxNode;
  readonly title: SyntaxNode;
  readonly body: SyntaxNode;
  readonly argumentCount: number;
  /** The expect statements right in its body. */
  readonly asserts: readonly AssertSite[];
};

/** A statement `expect(subject).matcher(…)`, awaited or not. */
export type AssertSite = {
  readonly statement: SyntaxNode;
  readonly subject: SyntaxNode;
  readonly matcher: string;
  readonly matcherName: SyntaxNode;
  readonly matcherArguments: readonly SyntaxNode[];
  readonly call: SyntaxNode;
  readonly isNegated: boolean;
  readonly isAsync: boolean;
};

/** Tests of a file that run; none where it does not parse. Pure. */
export const findTests = (file: { readonly path: string; readonly text: string }): readonly TestSite[] => {
  const program = parseFile(file);
  if (program === null) return [];
  const found: TestSite[] = [];
  walk(program, (node, above) => {
    if (node.type !== 'CallExpression') return true;
    if (isSwitchedOff(nodeAt(node, 'callee'))) return false;
    const [statement] = above;
    const site = statement?.type === 'ExpressionStatement' ? toTest(node, statement) : null;
    if (site !== null) found.push(site);
    return true;
  });
  return found;
};

/** `describe.skip`, `it.todo`, `test.skipIf(…)`, `xit`, `xdescribe`: nothing below it runs for certain. */
const isSwitchedOff = (callee: SyntaxNode | null): boolean => {
  if (callee === null) return false;
  if (/^x(it|describe|test)$/.test(nameOf(callee) ?? '')) return true;
  if (callee.type === 'CallExpression') return isSwitchedOff(nodeAt(callee, 'callee'));
  if (callee.type !== 'MemberExpression') return false;
  const isOff = /^(skip|todo|skipIf|runIf|fails|failing|if|only)$/.test(nameOf(nodeAt(callee, 'property')) ?? '');
  return (isOff && isRunner(nodeAt(callee, 'object'))) || isSwitchedOff(nodeAt(callee, 'object'));
};

const isRunner = (node: SyntaxNode | null): boolean => {
  if (node === null) return false;
  if (/^(it|test|describe|suite)$/.test(nameOf(node) ?? '')) return true;
  return node.type === 'MemberExpression' && isRunner(nodeAt(node, 'object'));
};

const toTest = (call: SyntaxNode, statement: SyntaxNode): TestSite | null => {
  const callee = nodeAt(call, 'callee');
  const [title, run, ...rest] = nodesAt(call, 'arguments');
  if (callee === null || title === undefined || run === undefined) return null;
  if (!/^(it|test)$/.test(nameOf(callee) ?? '') || textOf(title) === null) return null;
  if (!/^(ArrowFunctionExpression|FunctionExpression)$/.test(run.type)) return null;
  const body = nodeAt(run, 'body');
  if (body?.type !== 'BlockStatement') return null;
  const asserts = nodesAt(body, 'body').flatMap((each) => toAssert(each) ?? []);
  return { callee, call, statement, title, body, argumentCount: 2 + rest.length, asserts };
};

const toAssert = (statement: SyntaxNode): AssertSite | null => {
  if (statement.type !== 'ExpressionStatement') return null;
  const expression = nodeAt(statement, 'expression');
  const call = expression?.type === 'AwaitExpression' ? nodeAt(expression, 'argument') : expression;
  const callee = nodeAt(call, 'callee');
  if (call?.type !== 'CallExpression' || callee?.type !== 'MemberExpression') return null;
  const matcherName = nodeAt(callee, 'property');
  const matcher = nameOf(matcherName);
  const chain = readChain(nodeAt(callee, 'object'));
  if (matcherName === null || matcher === null || chain === null) return null;
  return {
    statement,
    call,
    matcher,
    matcherName,
    subject: chain.subject,
    matcherArguments: nodesAt(call, 'arguments'),
    isNegated: chain.words.includes('not'),
    isAsync: expression?.type === 'AwaitExpression' || chain.words.some((word) => /^(resolves|rejects)$/.test(word)),
  };
};

const readChain = (
  node: SyntaxNode | null,
): { readonly subject: SyntaxNode; readonly words: readonly string[] } | null => {
  if (node?.type === 'CallExpression' && nameOf(nodeAt(node, 'callee')) === 'expect') {
    const [subject] = nodesAt(node, 'arguments');
    // A claim about a literal says nothing, so it cannot come to say less.
    return subject === undefined || subject.type === 'Literal' ? null : { subject, words: [] };
  }
  if (node?.type !== 'MemberExpression') return null;
  const inner = readChain(nodeAt(node, 'object'));
  const word = nameOf(nodeAt(node, 'property'));
  return inner === null || word === null ? null : { subject: inner.subject, words: [...inner.words, word] };
};
