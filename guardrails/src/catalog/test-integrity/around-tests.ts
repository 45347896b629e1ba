import type { Node } from 'oxc-parser';
import type { Reading } from './read-assertions.ts';
import type { RunnerCall } from './runner-calls.ts';
import { lastName, lineOf, normalised, type Source } from './syntax.ts';
import type { TestCase } from './test-model.ts';

/** What the suites around a place say of the tests in it. */
export type Around = Pick<
  TestCase,
  'path' | 'state' | 'stateLine' | 'reason' | 'isOnly' | 'onlyLine' | 'isTable' | 'timeoutMs' | 'retries'
>;

/** Nothing is around the top of a file. */
export const atTop: Around = {
  path: [],
  state: 'runs',
  stateLine: 0,
  reason: '',
  isOnly: false,
  onlyLine: 0,
  isTable: false,
  timeoutMs: null,
  retries: null,
};

/** A call of the runner and where it stands. */
export type Declared = { readonly node: Node; readonly call: RunnerCall; readonly around: Around };

/** What a suite or a test adds to what is around it. */
export const within = ({ source }: Reading, { node, call, around }: Declared): Around => {
  const isOwnState = around.state === 'runs' || (around.state === 'conditional' && call.state !== 'runs');
  const state = isOwnState ? call.state : around.state;
  const line = lineOf(source, node.start);
  const said = isOwnState ? call.reason : around.reason;
  return {
    path: [...around.path, call.title],
    state,
    stateLine: isOwnState && call.state !== 'runs' ? line : around.stateLine,
    reason: state === 'runs' || said !== '' ? said : commentAt(source, node),
    isOnly: around.isOnly || call.isOnly,
    onlyLine: call.isOnly ? line : around.onlyLine,
    isTable: around.isTable || call.isTable,
    timeoutMs: call.timeoutMs ?? around.timeoutMs,
    retries: call.retries ?? around.retries,
  };
};

/** Loops make many tests of one; conditions make them depend on the machine. */
export const aroundChildren = ({ source }: Reading, node: Node, around: Around): ((child: Node) => Around) => {
  const table = { ...around, isTable: true };
  if (/^(For|While|DoWhile)/.test(node.type)) return () => table;
  if (node.type === 'CallExpression' && /^(forEach|map|flatMap)$/.test(lastName(node.callee) ?? '')) return () => table;
  if (node.type !== 'IfStatement' || around.state !== 'runs') return () => around;
  const isNever = node.test.type === 'Literal' && !node.test.value;
  const conditional: Around = isNever
    ? { ...around, state: 'skipped', stateLine: lineOf(source, node.start) }
    : { ...around, state: 'conditional', stateLine: lineOf(source, node.start), reason: normalised(source, node.test) };
  return (child) => (child === node.consequent || child === node.alternate ? conditional : around);
};

/** What the comment directly above a call, or behind its first line, says. */
const commentAt = (source: Source, { start }: Node): string => {
  const line = lineOf(source, start);
  return source.comments
    .filter((comment) => {
      const at = lineOf(source, comment.end);
      return at === line || at === line - 1;
    })
    .map(({ value }) => value.trim())
    .filter((value) => !/^(eslint|oxlint|biome|@ts-|prettier)/.test(value))
    .join(' ');
};
