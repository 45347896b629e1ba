import type { BlockStatement, CallExpression, Node, TryStatement } from 'oxc-parser';
import { readAssertion, type BareAssertion } from './assertion-calls.ts';
import { childrenOf, isFunction, lastName, lineOf, normalised, walk, type Parser, type Source } from './syntax.ts';
import type { Assertion, Guard } from './test-model.ts';

/** What is needed to read the code of one file. */
export type Reading = {
  readonly parser: Parser;
  readonly source: Source;
  /** Local functions that assert. */
  readonly helpers: ReadonlySet<string>;
};

/** A test that leaves itself out while it runs: `ctx.skip()`, `test.skip(condition)`. */
export type SelfSkip = { readonly line: number; readonly isConditional: boolean; readonly reason: string };

/** What the code of a test does. */
export type BodyReading = { readonly assertions: readonly Assertion[]; readonly selfSkips: readonly SelfSkip[] };

const order: readonly Guard[] = ['none', 'conditional', 'unawaited', 'swallowed', 'unreachable'];
const stronger = (one: Guard, other: Guard): Guard => (order.indexOf(one) >= order.indexOf(other) ? one : other);

/**
 * Reads the assertions of a piece of code and what keeps each from failing its test: a `catch` that swallows, a branch, a
 * `return` before it, a promise that nobody awaits. `isOther` names nodes that are read elsewhere (nested tests).
 */
export const readBody = (reading: Reading, body: Node, isOther: (node: Node) => boolean): BodyReading => {
  const assertions: Assertion[] = [];
  const selfSkips: SelfSkip[] = [];
  const visitAll = (nodes: readonly Node[], guard: Guard): void => {
    for (const node of nodes) visit(node, guard);
  };

  const visit = (node: Node, guard: Guard): void => {
    if (isOther(node)) return;
    const own = record(node, guard);
    const branches = branchesOf(node);
    if (node.type === 'BlockStatement') visitBlock(node, own);
    else if (node.type === 'TryStatement') visitTry(node, own);
    else if (branches !== null) {
      visit(branches.test, own);
      visitAll(branches.then, stronger(own, branches.guard));
    } else if (node.type === 'CallExpression' && swallowsRejection(reading, node)) {
      visitAll(node.arguments, own);
      visit(node.callee, stronger(own, 'swallowed'));
    } else visitAll(childrenOf(reading.parser, node), own);
  };

  const record = (node: Node, guard: Guard): Guard => {
    if (node.type === 'ExpressionStatement') return recordStatement(node.expression, guard);
    if (node.type !== 'CallExpression') return guard;
    const bare = readAssertion(reading.source, node, reading.helpers);
    if (bare !== null) add(node, bare, guard);
    const skip = readSelfSkip(reading, node, guard);
    if (skip !== null) selfSkips.push(skip);
    return guard;
  };

  // What stands as a statement is known to be awaited or not; the call itself is recorded when its turn comes.
  const recordStatement = (expression: Node, guard: Guard): Guard => {
    const target =
      expression.type === 'UnaryExpression' && expression.operator === 'void' ? expression.argument : expression;
    const bare = readAssertion(reading.source, target, reading.helpers);
    if (bare === null) return guard;
    if (target.type === 'MemberExpression') add(target, bare, guard);
    return bare.isAsync ? stronger(guard, 'unawaited') : guard;
  };

  const add = (node: Node, { subject, matcher, isNegated, args }: BareAssertion, guard: Guard): void => {
    assertions.push({ line: lineOf(reading.source, node.start), subject, matcher, isNegated, args, guard });
  };

  const visitBlock = ({ body: statements }: BlockStatement, guard: Guard): void => {
    let reached = guard;
    for (const statement of statements) {
      visit(statement, reached);
      reached = stronger(reached, guardAfter(statement));
    }
  };

  const visitTry = ({ block, handler, finalizer }: TryStatement, guard: Guard): void => {
    const isSwallowed = handler !== null && !failsAgain(reading, handler.body) && !settles(reading, block);
    visit(block, isSwallowed ? stronger(guard, 'swallowed') : guard);
    if (handler !== null) visit(handler.body, guard);
    if (finalizer !== null) visit(finalizer, guard);
  };

  visit(body, 'none');
  return { assertions, selfSkips };
};

type Branches = { readonly test: Node; readonly then: readonly Node[]; readonly guard: Guard };

const branchesOf = (node: Node): Branches | null => {
  if (node.type === 'IfStatement' || node.type === 'ConditionalExpression') {
    const then = [node.consequent, ...(node.alternate === null ? [] : [node.alternate])];
    return { test: node.test, then, guard: isNever(node.test) ? 'unreachable' : 'conditional' };
  }
  if (node.type === 'LogicalExpression')
    return { test: node.left, then: [node.right], guard: isNever(node.left) ? 'unreachable' : 'conditional' };
  if (node.type === 'SwitchStatement') return { test: node.discriminant, then: node.cases, guard: 'conditional' };
  return null;
};

const isNever = (node: Node): boolean =>
  node.type === 'Literal' && (node.value === false || node.value === 0 || node.value === null || node.value === '');

/** How what follows a statement in its block is reached. */
const guardAfter = (statement: Node): Guard => {
  if (isExit(statement)) return 'unreachable';
  if (statement.type !== 'IfStatement') return 'none';
  if (![statement.consequent, statement.alternate].some((branch) => branch !== null && leaves(branch))) return 'none';
  return statement.test.type === 'Literal' && Boolean(statement.test.value) ? 'unreachable' : 'conditional';
};

const isExit = ({ type }: Node): boolean =>
  type === 'ReturnStatement' || type === 'ThrowStatement' || type === 'BreakStatement' || type === 'ContinueStatement';

/** A branch that throws fails the test: what follows it is no less checked. */
const leaves = (branch: Node): boolean => {
  const last = branch.type === 'BlockStatement' ? branch.body.at(-1) : branch;
  return last !== undefined && last.type !== 'ThrowStatement' && isExit(last);
};

/** Whether a `catch` lets the test fail after all: it throws, asserts, rejects or hands the error on. */
const failsAgain = (reading: Reading, handler: Node): boolean => {
  let fails = false;
  walk(reading.parser, handler, (node) => {
    if (node.type === 'ThrowStatement') fails = true;
    if (node.type === 'CallExpression') {
      const name = lastName(node.callee) ?? '';
      if (/^(fail|done|reject|rejects|next|exit|push|unreachable|expect|assert)$/.test(name)) fails = true;
      if (readAssertion(reading.source, node, reading.helpers) !== null) fails = true;
    }
    // An error that is kept for later is likely asserted about there.
    if (node.type === 'AssignmentExpression') fails = true;
    return !fails;
  });
  return fails;
};

/** An assertion that fails before `resolve()` leaves the test waiting until its time is up: it fails after all. */
const settles = (reading: Reading, block: Node): boolean => {
  let found = false;
  walk(reading.parser, block, (node) => {
    if (node.type === 'CallExpression' && /^(resolve|done)$/.test(lastName(node.callee) ?? '')) found = true;
    return !found;
  });
  return found;
};

/** `promise.catch(() => {})`, `promise.then(undefined, () => {})`. */
const swallowsRejection = (reading: Reading, { callee, arguments: given }: CallExpression): boolean => {
  const name = lastName(callee);
  const handler = name === 'catch' ? given[0] : name === 'then' ? given[1] : undefined;
  return (
    handler !== undefined && callee.type === 'MemberExpression' && isFunction(handler) && !failsAgain(reading, handler)
  );
};

const readSelfSkip = ({ source }: Reading, call: CallExpression, guard: Guard): SelfSkip | null => {
  const { callee, arguments: given } = call;
  if (callee.type !== 'MemberExpression' || !/^(skip|fixme|todo)$/.test(lastName(callee) ?? '')) return null;
  const owner = callee.object;
  const isTest =
    owner.type === 'ThisExpression' ||
    (owner.type === 'Identifier' && /^(test|it|t|ctx|context|task)$/.test(owner.name));
  if (!isTest || given.some(isFunction)) return null;
  const texts = given.map((argument) => normalised(source, argument));
  const isFixed = texts[0] === undefined || texts[0] === 'true' || /^['`]/.test(texts[0]);
  return {
    line: lineOf(source, call.start),
    isConditional: !isFixed || guard === 'conditional',
    reason: texts.join(', ') || (guard === 'conditional' ? 'a condition in the test' : ''),
  };
};
