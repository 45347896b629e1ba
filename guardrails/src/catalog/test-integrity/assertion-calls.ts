import type { CallExpression, MemberExpression, Node } from 'oxc-parser';
import { lastName, normalised, type Source } from './syntax.ts';
import type { Assertion } from './test-model.ts';

/** An assertion before it is known where it stands. */
export type BareAssertion = Omit<Assertion, 'line' | 'guard'> & {
  /** Whether it answers a promise: it says nothing unless somebody awaits it. */
  readonly isAsync: boolean;
};

const noise = new Set(
  'to be been is that which and has have with at of same but does still also deep own nested ordered any all itself'.split(
    ' ',
  ),
);
const avaNames = new Set(
  'is not deepEqual notDeepEqual like truthy falsy true false throws throwsAsync notThrows notThrowsAsync regex notRegex snapshot assert pass fail equal strictEqual deepStrictEqual same ok'.split(
    ' ',
  ),
);
const helperName = /^(expect|assert|verify|check|should|ensure|validate)[A-Z_]/;

/**
 * Reads a call (or a bare `expect(x).to.be.true`) as an assertion: `expect` of Vitest, Jest, bun:test, Playwright and chai,
 * `node:assert`, `t.is` of ava, `.expect(200)` of supertest, and helpers that assert by their name or as `helpers` says.
 * Null for anything else.
 */
export const readAssertion = (source: Source, node: Node, helpers: ReadonlySet<string>): BareAssertion | null => {
  if (node.type === 'MemberExpression') return readExpectChain(source, node, []);
  if (node.type !== 'CallExpression') return null;
  const { callee } = node;
  if (callee.type === 'Identifier') return readPlainCall(source, node, { name: callee.name, helpers });
  if (callee.type !== 'MemberExpression') return null;
  return (
    readExpectChain(source, callee, node.arguments, node) ??
    readAssertCall(source, node, callee) ??
    readRequestCall(source, node, callee) ??
    readHelperMember(source, node, { name: lastName(callee) ?? '', helpers })
  );
};

type Named = { readonly name: string; readonly helpers: ReadonlySet<string> };

const readPlainCall = (source: Source, call: CallExpression, { name, helpers }: Named): BareAssertion | null => {
  if (name === 'assert' || name === 'invariant') return fromArguments(source, call, 'assert');
  if (name === 'expect' || name === 'expectTypeOf') return null;
  return helpers.has(name) || helperName.test(name) ? fromArguments(source, call, `call:${name}`) : null;
};

const readHelperMember = (source: Source, call: CallExpression, { name, helpers }: Named): BareAssertion | null =>
  helpers.has(name) || /^(expect|assert)[A-Z_]/.test(name) ? fromArguments(source, call, `call:${name}`) : null;

const fromArguments = (source: Source, call: CallExpression, matcher: string): BareAssertion => ({
  subject: call.arguments[0] === undefined ? '' : shortened(normalised(source, call.arguments[0])),
  matcher,
  isNegated: false,
  args: call.arguments.slice(1).map((argument) => shortened(normalised(source, argument))),
  isAsync: /^(assert\.(rejects|doesNotReject)|t\.(throwsAsync|notThrowsAsync))$/.test(matcher),
});

/** `expect(subject).not.toBe(…)`; the names between are walked down to the call of `expect`. */
const readExpectChain = (
  source: Source,
  member: MemberExpression,
  ...[given, call]: readonly [readonly Node[], CallExpression?]
): BareAssertion | null => {
  const names: string[] = [];
  let node: Node = member;
  while (node.type === 'MemberExpression' || (node.type === 'CallExpression' && !isExpectCall(node))) {
    if (node.type === 'MemberExpression') names.unshift(lastName(node) ?? '?');
    node = node.type === 'MemberExpression' ? node.object : node.callee;
  }
  if (node.type === 'Identifier' && node.name === 'expect' && names.length === 1)
    return readExpectItself(source, names[0] ?? '', given);
  if (node.type !== 'CallExpression') return null;
  const matcher = names.filter((name) => !noise.has(name) && !/^(not|resolves|rejects)$/.test(name)).at(-1);
  if (matcher === undefined) return null;
  const subject = node.arguments[0] === undefined ? '' : shortened(normalised(source, node.arguments[0]));
  const types =
    call?.typeArguments === null || call?.typeArguments === undefined ? [] : [normalised(source, call.typeArguments)];
  return {
    ...lengthAsSubject(names.includes('rejects') ? `${subject}.rejects` : subject, matcher),
    isNegated: names.filter((name) => name === 'not').length % 2 === 1,
    args: [...given.map((argument) => shortened(normalised(source, argument))), ...types],
    isAsync: names.includes('resolves') || names.includes('rejects') || isPolling(node),
  };
};

const lengthAsSubject = (subject: string, matcher: string): { readonly subject: string; readonly matcher: string } =>
  matcher === 'toHaveLength' || matcher === 'lengthOf'
    ? { subject: `${subject}.length`, matcher: 'toBe' }
    : { subject, matcher };

const isExpectCall = (call: CallExpression): boolean => {
  const { callee } = call;
  if (callee.type === 'Identifier') return callee.name === 'expect' || callee.name === 'expectTypeOf';
  return (
    callee.type === 'MemberExpression' &&
    ((callee.object.type === 'Identifier' &&
      callee.object.name === 'expect' &&
      /^(soft|poll|element)$/.test(lastName(callee) ?? '')) ||
      (lastName(callee) === 'expect' &&
        callee.object.type === 'Identifier' &&
        /^(t|ctx|context)$/.test(callee.object.name)))
  );
};

const isPolling = ({ callee }: CallExpression): boolean => /^(poll|element)$/.test(lastName(callee) ?? '');

const readExpectItself = (source: Source, name: string, given: readonly Node[]): BareAssertion | null =>
  /^(assertions|hasAssertions|fail|unreachable)$/.test(name)
    ? {
        subject: '',
        matcher: `expect.${name}`,
        isNegated: false,
        args: given.map((argument) => shortened(normalised(source, argument))),
        isAsync: false,
      }
    : null;

/** `assert.equal(…)`, `t.assert.equal(…)`, `sinon.assert.calledOnce(…)`, `assert.strict.equal(…)`, `t.is(…)`. */
const readAssertCall = (source: Source, call: CallExpression, callee: MemberExpression): BareAssertion | null => {
  const name = lastName(callee) ?? '';
  const owner = callee.object;
  const ownerName = lastName(owner);
  if (ownerName === 'assert' || (ownerName === 'strict' && owner.type === 'MemberExpression'))
    return fromArguments(source, call, `assert.${name}`);
  if (owner.type === 'Identifier' && owner.name === 't' && avaNames.has(name))
    return fromArguments(source, call, `t.${name}`);
  return null;
};

/** `request(app).get('/').expect(200)`: the answer is what is asserted about. */
const readRequestCall = (source: Source, call: CallExpression, callee: MemberExpression): BareAssertion | null => {
  if (lastName(callee) !== 'expect' || callee.object.type !== 'CallExpression') return null;
  const [request] = normalised(source, callee.object).split('.expect(');
  return {
    subject: shortened(request ?? ''),
    matcher: 'response.expect',
    isNegated: false,
    args: call.arguments.map((argument) => shortened(normalised(source, argument))),
    isAsync: true,
  };
};

/** Long literals are kept by their start, their length and a sum: enough to tell whether they are the same. */
const shortened = (text: string): string => {
  if (text.length <= 240) return text;
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum = (sum * 31 + text.charCodeAt(at)) | 0;
  return `${text.slice(0, 200)}…${text.length}:${(sum >>> 0).toString(16)}`;
};
