import { posix } from 'node:path';
import { candidates, draw, isProductPath, isTestPath, mutateOneFile } from './choose-file.ts';
import type { Mutation, MutationSource, Operator } from './operator.ts';
import { findRelativeImports } from './product-sites.ts';
import { resolveRelative } from './resolve-relative.ts';
import { findTests } from './test-sites.ts';
import { applyTextEdits } from './text-edits.ts';
import { nameOf, nodeAt, parseFile, textOf, nodesAt, walk, type SyntaxNode } from './walk.ts';

/** Takes a test file away whose subject stays. */
const deleteTestFile = async (source: MutationSource): Promise<Mutation | null> => {
  const paths = new Set(source.paths);
  for (const path of candidates(source, isTestPath)) {
    const [text, before] = await Promise.all([source.read(path), source.readBase(path)]);
    if (text === null || before === null) continue;
    const program = parseFile({ path, text });
    if (program === null || findTests({ path, text: before }).every(({ asserts }) => asserts.length === 0)) continue;
    const subjects = findRelativeImports(program).map(({ specifier }) => resolveRelative(path, specifier, paths));
    if (subjects.some((file) => file !== undefined && isProductPath(file)))
      return { edits: { [path]: null }, file: path };
  }
  return null;
};

/** Switches a whole suite off. */
const skipSuite = mutateOneFile(isTestPath, async (file, { random, readBase }) => {
  const program = parseFile(file);
  const before = await readBase(file.path);
  if (program === null || before === null) return null;
  const suites: SyntaxNode[] = [];
  walk(program, (node) => {
    const callee = nodeAt(node, 'callee');
    const [title, run] = node.type === 'CallExpression' ? nodesAt(node, 'arguments') : [];
    const name = textOf(title ?? null);
    if (callee === null || nameOf(callee) !== 'describe' || name === null || run === undefined) return true;
    const code = file.text.slice(run.start, run.end);
    if (before.includes(name) && /\bexpect\(/.test(code) && /\b(it|test)\(/.test(code)) suites.push(callee);
    return true;
  });
  const suite = draw(suites, random);
  return suite === undefined ? null : applyTextEdits(file.text, [{ start: suite.end, end: suite.end, text: '.skip' }]);
});

const runnerFile = /(^|\/)(vitest|jest)\.config\.[cm]?[jt]s$/;

/** Has the runner leave a test file out by a glob. */
const excludeTest = async (source: MutationSource): Promise<Mutation | null> => {
  for (const file of candidates(source, (path) => runnerFile.test(path) && !/fixtures?|examples?/.test(path))) {
    const text = await source.read(file);
    const folder = posix.dirname(file);
    const isBelow = (path: string): boolean => folder === '.' || path.startsWith(`${folder}/`);
    const tests = candidates(source, (path) => isTestPath(path) && isBelow(path));
    const test = await firstOfBase(tests, source);
    if (text === null || test === null) continue;
    const edited = leaveOut(text, { file, test: posix.relative(folder, test) });
    if (edited !== null) return { edits: { [file]: edited }, file };
  }
  return null;
};

const firstOfBase = async (paths: readonly string[], { readBase }: MutationSource): Promise<string | null> => {
  for (const path of paths) if ((await readBase(path)) !== null) return path;
  return null;
};

const leaveOut = (text: string, { file, test }: { readonly file: string; readonly test: string }): string | null => {
  const isJest = file.includes('jest.config');
  const word = isJest ? 'testPathIgnorePatterns' : 'exclude';
  const pattern = isJest ? posix.basename(test).replaceAll('.', String.raw`\\.`) : `**/${posix.basename(test)}`;
  const list = new RegExp(String.raw`(\b${word}:\s*\[)`).exec(text);
  // The list of coverage has the same name in Vitest, and leaves no test out.
  if (list !== null && isJest) return insertAt(text, list.index + list[0].length, `'${pattern}', `);
  if (list !== null) return null;
  const place = (isJest ? /(module\.exports\s*=\s*\{|export default\s*\{)/ : /\btest:\s*\{/).exec(text);
  if (place === null) return null;
  const usual = isJest ? "'/node_modules/'" : "'**/node_modules/**'";
  return insertAt(text, place.index + place[0].length, `\n    ${word}: [${usual}, '${pattern}'],`);
};

const insertAt = (text: string, at: number, added: string): string => text.slice(0, at) + added + text.slice(at);

/** Faults that keep whole suites or files of tests from running. */
export const suiteOperators: readonly Operator[] = [
  {
    id: 'delete-test-file',
    what: 'a test file is deleted, and what it tests stays',
    guardrails: ['test-integrity'],
    codes: ['test-integrity/test-file-deleted', 'test-integrity/test-deleted'],
    apply: deleteTestFile,
  },
  {
    id: 'skip-suite',
    what: '`describe` becomes `describe.skip`',
    guardrails: ['test-integrity'],
    codes: ['test-integrity/test-skipped'],
    apply: skipSuite,
  },
  {
    id: 'exclude-test',
    what: 'the configuration of the runner leaves a test file out by a glob',
    guardrails: ['policy'],
    codes: ['policy/tests-excluded'],
    apply: excludeTest,
  },
];
