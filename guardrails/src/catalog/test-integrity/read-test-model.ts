import type { Node } from 'oxc-parser';
import type { FactReader } from '../../tree/facts.ts';
import { aroundChildren, atTop, within, type Around } from './around-tests.ts';
import { asserts, findHelpers, namedFunction, type NamedFunction } from './find-helpers.ts';
import { readBody, type Reading } from './read-assertions.ts';
import { readFileFacts } from './read-file-facts.ts';
import { readRunnerCall, readVocabulary, type RunnerCall, type Vocabulary } from './runner-calls.ts';
import { childrenOf, lastName, lineOf, parseSource, walk, type Parser, type Source } from './syntax.ts';
import type { TestCase, TestModel } from './test-model.ts';
import { hashOf, wordsOf } from './words-of.ts';

/** Creates the reader of test models: one file as data. Files that do not parse have a `problem` and no cases. */
export const createTestModelReader = (parser: Parser): FactReader<TestModel> => ({
  id: 'test-integrity/test-model',
  version: 1,
  read: (text, path) => {
    const source = parseSource(parser, text, path);
    if ('problem' in source) return { ...emptyModel, problem: source.problem };
    const vocabulary = readVocabulary(parser, source);
    const reading = { parser, source, helpers: findHelpers(parser, source, vocabulary) };
    return { ...readFileFacts(parser, source), cases: readCases(reading, vocabulary), problem: null };
  },
});

const emptyModel: TestModel = {
  cases: [],
  mocks: [],
  imports: [],
  fileTimeoutMs: null,
  fileRetries: null,
  problem: null,
};

const readCases = (reading: Reading, vocabulary: Vocabulary): readonly TestCase[] => {
  const { parser, source } = reading;
  const cases: TestCase[] = [];
  const isRunnerCall = (node: Node): boolean =>
    node.type === 'CallExpression' && readRunnerCall(source, vocabulary, node) !== null;

  const visit = (node: Node, around: Around): void => {
    if (node.type === 'CallExpression') {
      const call = readRunnerCall(source, vocabulary, node);
      if (call !== null) {
        visitRunnerCall(node, call, around);
        return;
      }
    }
    const helper = namedFunction(node);
    if (helper !== null && reading.helpers.has(helper.name)) {
      addPiece(node, helper, { kind: 'helper', around });
      return;
    }
    const inside = aroundChildren(reading, node, around);
    for (const child of childrenOf(parser, node)) visit(child, inside(child));
  };

  const visitRunnerCall = (node: Node, call: RunnerCall, around: Around): void => {
    const here = within(reading, { node, call, around });
    if (call.role === 'test') addTest(node, call, here);
    else if (call.body === null) return;
    else if (call.role === 'suite') visitInside(call.body, here);
    else if (asserts(parser, source, call.body))
      addPiece(node, { name: hookName(node), body: call.body }, { kind: 'hook', around });
  };

  const visitInside = (body: Node, around: Around): void => {
    for (const child of childrenOf(parser, body)) visit(child, around);
  };

  const addTest = (node: Node, call: RunnerCall, here: Around): void => {
    const body = call.body ?? node;
    const { assertions, selfSkips } = readBody(reading, body, (inner) => inner !== node && isRunnerCall(inner));
    const skip = selfSkips[0];
    const state =
      skip !== undefined && here.state === 'runs'
        ? ({
            state: skip.isConditional ? 'conditional' : 'skipped',
            stateLine: skip.line,
            reason: skip.reason,
          } as const)
        : {};
    cases.push({
      kind: 'test',
      ...here,
      ...state,
      ...placeOf(source, node),
      assertions,
      words: wordsOf(parser, [body, ...call.extras]),
      hash: hashOf(source, body),
    });
    if (call.body !== null) visitNested(call.body, here);
  };

  // Tests inside a test (node:test's `t.test`) are tests of their own.
  const visitNested = (body: Node, here: Around): void =>
    walk(parser, body, (inner) => {
      if (!isRunnerCall(inner)) return true;
      visit(inner, here);
      return false;
    });

  const addPiece = (
    node: Node,
    { name, body }: NamedFunction,
    { kind, around }: { kind: 'helper' | 'hook'; around: Around },
  ): void => {
    const { assertions } = readBody(reading, body, isRunnerCall);
    cases.push({
      kind,
      ...around,
      path: [...around.path, name],
      ...placeOf(source, node),
      assertions,
      words: wordsOf(parser, [body]),
      hash: hashOf(source, body),
    });
    visitNested(body, around);
  };

  visit(source.program, atTop);
  return cases;
};

const placeOf = (source: Source, { start, end }: Node): { readonly line: number; readonly endLine: number } => ({
  line: lineOf(source, start),
  endLine: lineOf(source, end),
});

const hookName = (node: Node): string => (node.type === 'CallExpression' ? (lastName(node.callee) ?? 'hook') : 'hook');
