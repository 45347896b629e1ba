import type { CallExpression, Node, ObjectExpression } from 'oxc-parser';
import { numberOf } from './runner-calls.ts';
import { lastName, lineOf, walk, type Parser, type Source } from './syntax.ts';
import type { Mock, TestImport, TestModel } from './test-model.ts';

/** What a file of tests says outside of its tests: imports, mocks, limits for all of it. */
export const readFileFacts = (
  parser: Parser,
  source: Source,
): Pick<TestModel, 'imports' | 'mocks' | 'fileTimeoutMs' | 'fileRetries'> => {
  const mocks: Mock[] = [];
  const imports: TestImport[] = [];
  const timeouts: number[] = [];
  const retries: number[] = [];
  walk(parser, source.program, (node) => {
    const imported = readImport(node);
    if (imported !== null) imports.push(imported);
    if (node.type !== 'CallExpression') return true;
    const mock = readMock(source, node);
    if (mock !== null) mocks.push(mock);
    timeouts.push(...limitsOf(node, /^(setTimeout|timeout|setDefaultTimeout)$/, /^(testTimeout|timeout)$/));
    retries.push(...limitsOf(node, /^(retryTimes|retries)$/, /^(retry|retries)$/));
    return true;
  });
  return { imports, mocks, fileTimeoutMs: most(timeouts), fileRetries: most(retries) };
};

const most = (values: readonly number[]): number | null => (values.length === 0 ? null : Math.max(...values));

const readImport = (node: Node): TestImport | null => {
  if (node.type === 'ImportDeclaration')
    return { specifier: node.source.value, names: node.specifiers.map(({ local }) => local.name) };
  if (node.type === 'ImportExpression' && node.source.type === 'Literal' && typeof node.source.value === 'string')
    return { specifier: node.source.value, names: [] };
  if (node.type !== 'CallExpression' || lastName(node.callee) !== 'require') return null;
  const specifier = textOf(node.arguments[0]);
  return specifier === null ? null : { specifier, names: [] };
};

const textOf = (node: Node | undefined): string | null =>
  node?.type === 'Literal' && typeof node.value === 'string' ? node.value : null;

/** `vi.mock`, `vi.doMock`, `jest.mock`, `mock.module` of bun:test and node:test. */
const readMock = (source: Source, call: CallExpression): Mock | null => {
  const { callee } = call;
  if (callee.type !== 'MemberExpression') return null;
  const [owner, name] = [lastName(callee.object) ?? '', lastName(callee) ?? ''];
  const isMock =
    (/^(vi|vitest|jest)$/.test(owner) && /^(mock|doMock|unstable_mockModule)$/.test(name)) ||
    (owner === 'mock' && name === 'module');
  const first = call.arguments[0];
  if (!isMock || first === undefined) return null;
  const specifier = textOf(first) ?? (first.type === 'ImportExpression' ? textOf(first.source) : null);
  if (specifier === null) return null;
  const text = source.text.slice(first.end, call.end);
  const isPartial = /importActual|requireActual|importOriginal|original|spy: true/.test(text);
  return { specifier, line: lineOf(source, call.start), isPartial };
};

/** Numbers given to `owner.name(10_000)` or as an option of `setConfig({ testTimeout: 10_000 })`. */
const limitsOf = (call: CallExpression, name: RegExp, option: RegExp): readonly number[] => {
  const { callee, arguments: given } = call;
  if (callee.type !== 'MemberExpression') return [];
  const called = lastName(callee) ?? '';
  const isOwner =
    callee.object.type === 'ThisExpression' || /^(jest|vi|test|it|describe)$/.test(lastName(callee.object) ?? '');
  if (!isOwner) return [];
  const first = given[0];
  if (first === undefined) return [];
  if (name.test(called)) return [numberOf(first)].filter((value) => value !== null);
  if (!/^(setConfig|configure|use)$/.test(called) || first.type !== 'ObjectExpression') return [];
  return optionNumbers(first, option);
};

const optionNumbers = ({ properties }: ObjectExpression, option: RegExp): readonly number[] =>
  properties.flatMap((property) => {
    if (property.type !== 'Property' || !option.test(lastName(property.key) ?? '')) return [];
    const value = numberOf(property.value);
    return value === null ? [] : [value];
  });
