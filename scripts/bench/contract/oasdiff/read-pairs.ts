import { posix } from 'node:path';
import { goFunctions } from './go-statements.ts';
import type { GoFunction } from './go-statements.ts';
import type { Rules } from './read-rules.ts';
import { runGoStatement } from './run-go-test.ts';
import type { GoScope } from './run-go-test.ts';
import { openSpec } from './spec-document.ts';
import type { SpecDocument } from './spec-document.ts';

/** Two documents and what a test of oasdiff says of them. */
export type TestPair = {
  /** `check_breaking_test.go TestBreaking_DeletedEnum`. */
  readonly name: string;
  readonly base: string;
  readonly head: string;
  /** Paths in the repository: what files that the documents refer to stand beside. */
  readonly basePath: string;
  readonly headPath: string;
  /** Ids that the test demands; those that it names only to say that they must not be there are left out. */
  readonly expected: readonly string[];
  /** `all` checks were run, or the ids that the one check can give. */
  readonly looked: 'all' | readonly string[];
  /** `breaking`: an ERR is demanded. `warned`: nothing above WARN. `safe`: nothing above INFO. */
  readonly verdict: 'breaking' | 'warned' | 'safe';
};

/** What could be made of the tests. */
export type ReadPairs = {
  readonly pairs: readonly TestPair[];
  readonly tests: number;
  readonly comparing: number;
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
};

/** Reads a file of the repository by its path; null where there is none. */
export type ReadText = (path: string) => string | null;

/** The pairs of documents in oasdiff's tests, those included that change documents in Go code. Pure but for `readText`. */
export const readPairs = (
  files: readonly { readonly name: string; readonly source: string }[],
  rules: Rules,
  readText: ReadText,
): ReadPairs => {
  const pairs: TestPair[] = [];
  const skipped: { name: string; why: string }[] = [];
  let tests = 0;
  let comparing = 0;
  for (const { name: file, source } of files)
    for (const test of goFunctions(source).filter(({ name }) => name.startsWith('Test'))) {
      tests += 1;
      if (
        !test.statements.some((statement) =>
          /\bdiff\.GetWithOperationsSourcesMap\(diff\.NewConfig\(\)|^\w+ := d\(/.test(statement),
        )
      )
        continue;
      comparing += 1;
      const name = `${file} ${test.name}`;
      try {
        pairs.push(...pairsOf(name, test, { rules, readText }));
      } catch (error) {
        skipped.push({ name, why: error instanceof Error ? error.message : String(error) });
      }
    }
  return { pairs, tests, comparing, skipped };
};

type Sources = { readonly rules: Rules; readonly readText: ReadText };
type Draft = Omit<TestPair, 'expected' | 'looked' | 'verdict'>;

const pairsOf = (name: string, { statements }: GoFunction, { rules, readText }: Sources): readonly TestPair[] => {
  const scope: GoScope = {
    names: new Map(),
    constants: rules.constants,
    openSpec: (path) => {
      const at = posix.normalize(posix.join('checker', path));
      const text = readText(at);
      if (text === null) throw new Error(`${at} is not there`);
      return openSpec(at, text);
    },
  };
  const compared: { readonly documents: Documents; draft: Draft | null; readonly says: string[] }[] = [];
  for (const statement of statements) {
    const documents = comparisonIn(statement, scope);
    if (documents !== null) compared.push({ documents, draft: null, says: [] });
    const last = compared.at(-1);
    // Some tests change a document between the comparison and the checks, which see that as well.
    if (last !== undefined && /CheckBackwardCompatibility|:= d\(t,/.test(statement))
      last.draft ??= draftOf(name, last.documents);
    if (documents !== null || (last !== undefined && isAboutResult(statement))) last?.says.push(statement);
    else if (!/^require\.(NoError|NotNil|NotEmpty|NotZero|Equal|NotEqual)\(|^t\.|^_ =/.test(statement))
      runGoStatement(statement, scope);
  }
  return compared.flatMap(({ draft, says }) => (draft === null ? [] : (judged(draft, says, rules) ?? [])));
};

type Documents = { readonly base: SpecDocument; readonly head: SpecDocument };

const comparisonIn = (statement: string, scope: GoScope): Documents | null => {
  const direct = /diff\.GetWithOperationsSourcesMap\(diff\.NewConfig\(\),\s*([\s\S]*)\)$/.exec(statement);
  const numbered = /^\w+ := d\(t, diff\.NewConfig\(\), (\d+), (\d+)\)$/.exec(statement);
  if (numbered !== null) {
    const [base, head] = [numbered[1], numbered[2]].map((number) =>
      scope.openSpec(`../data/openapi-test${number ?? ''}.yaml`),
    );
    return base === undefined || head === undefined ? null : { base, head };
  }
  if (direct === null) return null;
  const names =
    /^(\w+),\s*(\w+),?$/.exec(direct[1]?.trim() ?? '') ?? /Spec: (\w+)\}[\s\S]*Spec: (\w+)\}/.exec(direct[1] ?? '');
  const base = scope.names.get(names?.[1] ?? '')?.spec;
  const head = scope.names.get(names?.[2] ?? '')?.spec;
  if (base === undefined || head === undefined) throw new Error('what is compared are no two documents');
  return { base, head };
};

const draftOf = (name: string, { base, head }: Documents): Draft => ({
  name,
  base: textOf(base),
  head: textOf(head),
  basePath: base.path,
  headPath: head.path,
});

const textOf = ({ changed, root, text }: SpecDocument): string => (changed ? JSON.stringify(root, null, 2) : text);

const isAboutResult = (statement: string): boolean =>
  !/\b(open|l)\(|\.Spec\./.test(statement) || /^require/.test(statement);

const judged = (draft: Draft, says: readonly string[], rules: Rules): TestPair | null => {
  const calls = says.filter((text) => /CheckBackwardCompatibility|:= d\(t,/.test(text));
  // A test that compares a document with itself names ids only to say that they are not there.
  if (calls.length === 0 || draft.base === draft.head) return null;
  if (
    calls.some((call) =>
      /WithSeverity|WithStability|WithAttributes|config\b|\(c,/i.test(
        call.replace(/(all|single)ChecksConfig|singleCheckConfig|NewConfig/g, ''),
      ),
    )
  )
    throw new Error('it judges with options of its own');
  const whole = says.join('\n');
  const checks = [...whole.matchAll(/singleCheckConfig\(checker\.(\w+)/g)].flatMap(
    (match) => rules.checks.get(match[1] ?? '') ?? [],
  );
  const expected = expectedIn(says, rules);
  const level = (wanted: string): boolean => expected.some((id) => rules.levels.get(id) === wanted);
  const isEmpty =
    /require\.Empty\(t, \w+\)|require\.Len\(t, \w+, 0\)|requireNoChange|CheckBackwardCompatibility\([^\n]*\)\)$/m.test(
      whole,
    );
  if (expected.length === 0 && !isEmpty) throw new Error('it demands no id');
  const verdict = level('ERR') ? 'breaking' : level('WARN') ? 'warned' : 'safe';
  // A test that only asks whether an informing id is among others does not say that the pair is safe.
  const saysAll =
    /require\.(Len|Empty|ElementsMatch)\(|requireSingle|requireApiChanges|requireNonBreaking|verifyNonBreaking/.test(
      whole,
    );
  if (verdict === 'safe' && !saysAll) return null;
  const looked = /singleCheckConfig/.test(whole) && !/allChecksConfig|:= d\(t,/.test(whole) ? checks : 'all';
  return { ...draft, expected, looked, verdict };
};

const expectedIn = (says: readonly string[], rules: Rules): readonly string[] => {
  const demanding = says.filter(
    (text) => !/requireNoChange|NotContains|require\.False|require\.NotEqual|NotEqual/.test(text),
  );
  const named = demanding.flatMap((text) => [...text.matchAll(/checker\.(\w+Id)\b/g)].map((match) => match[1] ?? ''));
  const quoted = demanding.flatMap((text) =>
    [...text.matchAll(/Id:\s+"([a-z-]+)"|GetId\(\)[^"\n]*"([a-z-]+)"|"([a-z-]+)"[^\n]*GetId\(\)/g)].map(
      (match) => match[1] ?? match[2] ?? match[3] ?? '',
    ),
  );
  const ids = [...named.map((name) => rules.constants.get(name) ?? name), ...quoted];
  return [...new Set(ids)].filter((id) => rules.levels.has(id));
};
