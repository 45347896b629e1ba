import type { ChangedFile } from '../../change/change.ts';
import type { CollectContext } from '../../guardrail.ts';
import type { FactReader } from '../../tree/facts.ts';
import { readBranchLiterals, type BranchLiteral } from './branch-literals.ts';
import { fileKind } from './file-kinds.ts';
import type { Parser } from './syntax.ts';
import type { SpecialCase } from './test-integrity-evidence.ts';
import { addedLines, literalsIn } from './word-set.ts';

/** The literals of a file, each once. */
const literalFacts: FactReader<readonly string[]> = {
  id: 'test-integrity/literals',
  version: 1,
  read: (text) => (text.length > 1_500_000 ? [] : [...new Set(text.split('\n').flatMap(literalsIn))]),
};

const branch = /===?|\bcase\b|\.(includes|has|startsWith|endsWith|equals)\(/;
const mostTests = 300;

type Looked = Pick<CollectContext, 'base' | 'head' | 'change' | 'facts'>;

/**
 * Looks for branches that a change adds to product code and that ask for a literal which stands in a test near by and
 * nowhere else in base's version of that code.
 */
export const findSpecialCases = async (context: Looked, parser: Parser): Promise<readonly SpecialCase[]> => {
  const asked = await Promise.all(
    context.change.files
      .filter(({ path, status }) => status !== 'deleted' && fileKind(path) === 'product')
      .map((file) => addedBranches(context, parser, file)),
  );
  const candidates = asked.flat();
  if (candidates.length === 0) return [];
  const paths = (await context.head.list()).map(({ path }) => path).filter((path) => fileKind(path) === 'tests');
  const cases = await Promise.all(candidates.map((candidate) => casesOf(context, candidate, paths)));
  return cases.flat();
};

type Candidate = { readonly file: ChangedFile; readonly branches: readonly BranchLiteral[] };

const addedBranches = async (
  { base, head }: Looked,
  parser: Parser,
  file: ChangedFile,
): Promise<readonly Candidate[]> => {
  const added = addedLines(file);
  if (![...added.values()].some((line) => branch.test(line) && literalsIn(line).some(isTelling))) return [];
  const [before, after] = await Promise.all([base.readText(file.basePath ?? file.path), head.readText(file.path)]);
  if (after === null) return [];
  const old = new Set(before === null ? [] : literalFacts.read(before, file.path));
  const branches = readBranchLiterals(parser, after, file.path).filter(
    ({ line, literal }) => added.has(line) && isTelling(literal) && !old.has(literal) && countOf(after, literal) === 1,
  );
  return branches.length === 0 ? [] : [{ file, branches }];
};

/** Words of a protocol, small numbers and single characters stand in any code. */
const isTelling = (literal: string): boolean =>
  literal.startsWith("'")
    ? literal.length > 4 &&
      !/^'(true|false|null|undefined|string|number|object|function|boolean|default|error|GET|POST|PUT|DELETE|PATCH|test|production|development)'$/.test(
        literal,
      )
    : Math.abs(Number(literal)) > 10 &&
      !/^-?(100|1000|1024|200|201|204|301|302|304|400|401|403|404|409|422|429|500|502|503)$/.test(literal);

/** How often code says a literal; a second time it is likely a member of a type, a list or a table. */
const countOf = (text: string, literal: string): number => {
  const inner = literal.startsWith("'") ? literal.slice(1, -1) : literal;
  return [`'${inner}'`, `"${inner}"`, `\`${inner}\``, ...(literal === inner ? [inner] : [])]
    .map((form) => text.split(form).length - 1)
    .reduce((sum, count) => sum + count, 0);
};

const casesOf = async (
  { base, head, facts }: Looked,
  { file, branches }: Candidate,
  tests: readonly string[],
): Promise<readonly SpecialCase[]> => {
  const near = nearest(file.path, tests);
  const [after, before] = await Promise.all([facts(literalFacts, head, near), facts(literalFacts, base, near)]);
  return branches.flatMap(({ line, literal, answers }) => {
    const test = near.find((path) => after.get(path)?.includes(literal));
    if (test === undefined) return [];
    const expected = new Set(after.get(test));
    return [
      {
        file: file.path,
        line,
        literal,
        test,
        isOldTest: near.some((path) => before.get(path)?.includes(literal)),
        isOwnTest: near.some((path) => stemOf(path) === stemOf(file.path) && before.get(path)?.includes(literal)),
        answersLiteral: answers !== null,
        answersExpectation: answers?.some((answer) => isTelling(answer) && expected.has(answer)) ?? false,
      },
    ];
  });
};

/** Tests named after the file first, then those that share most of its path; those of other packages last. */
const nearest = (path: string, tests: readonly string[]): readonly string[] => {
  const stem = stemOf(path);
  const parts = path.split('/');
  return tests
    .map((test) => ({ test, weight: (stemOf(test) === stem ? 100 : 0) + sharedParts(parts, test.split('/')) }))
    .sort((one, other) => other.weight - one.weight || (one.test < other.test ? -1 : 1))
    .slice(0, mostTests)
    .map(({ test }) => test);
};

const stemOf = (path: string): string => (path.split('/').at(-1) ?? '').split('.')[0] ?? '';

const sharedParts = (one: readonly string[], other: readonly string[]): number => {
  const index = one.findIndex((part, at) => part !== other[at]);
  return index === -1 ? one.length : index;
};
