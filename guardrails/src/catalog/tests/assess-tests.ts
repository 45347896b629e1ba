import { createFinding } from '../../guardrail.ts';
import type { Finding, FindingData, Level } from '../../guardrail.ts';
import type { BriefTerms } from '../../policy/brief-terms.ts';
import type { ProjectRuns, TestResult, TestRun, TestsEvidence } from './tests-evidence.ts';
import { testKey } from './tests-evidence.ts';

/** What a change may do to tests: the brief's word, `change` where there is no brief. */
export type TestTerms = BriefTerms['tests'];

/** Judges what the runs showed by what was agreed about tests. Pure, deterministic. */
export const assessTests = (evidence: TestsEvidence, terms: TestTerms): readonly Finding[] => [
  ...(terms === 'frozen' ? frozenFindings(evidence) : []),
  ...evidence.projects.flatMap((project) => [
    ...failureFindings(project),
    ...skippedFindings(project),
    ...expectationFindings(project, evidence, terms),
    ...noneRelatedFindings(project),
  ]),
];

const frozenFindings = ({ changedTests, addedTests }: TestsEvidence): readonly Finding[] => [
  ...changedTests.map(({ path, kind }) => simpleFinding('tests/frozen', 'error', path, { file: path, what: kind })),
  ...addedTests.map((path) => simpleFinding('tests/frozen', 'error', path, { file: path, what: 'added' })),
];

/** A failure that comes again is the change's own, unless base fails there as well. */
const failureFindings = ({ head, headAgain, base, runner }: ProjectRuns): readonly Finding[] => {
  const [second, before] = [indexTests(headAgain), indexTests(base)];
  return failuresOf(head).map((test) => {
    const isFlaky = second.get(testKey(test)) === 'passed';
    const isOld = before.get(testKey(test)) === 'failed';
    if (isFlaky) return testFinding('tests/flaky', 'warning', { test, runner });
    return isOld
      ? testFinding('tests/already-failing', 'warning', { test, runner })
      : testFinding('tests/failing', 'error', { test, runner });
  });
};

const skippedFindings = ({ head, base, runner }: ProjectRuns): readonly Finding[] => {
  const before = indexTests(base);
  return head.tests
    .filter((test) => test.status === 'skipped' && before.get(testKey(test)) === 'passed')
    .map((test) => testFinding('tests/newly-skipped', 'error', { test, runner }));
};

/** What base's own tests say of head's code, where head's version of them says otherwise. */
const expectationFindings = (
  { head, headAgain, baseTests, baseTestsAgain, base, runner }: ProjectRuns,
  { changedTests }: TestsEvidence,
  terms: TestTerms,
): readonly Finding[] => {
  if (baseTests === null) return [];
  const [first, again, second, before] = [head, headAgain, baseTestsAgain, base].map(indexTests);
  const deleted = new Set(changedTests.flatMap(({ path, kind }) => (kind === 'deleted' ? [path] : [])));
  return failuresOf(baseTests)
    .filter((test) => second?.get(testKey(test)) === 'failed')
    .filter((test) => passedBefore(test, before ?? new Map()))
    .filter((test) => (again?.get(testKey(test)) ?? first?.get(testKey(test))) !== 'failed')
    .map((test) => {
      const code = deleted.has(test.file ?? '') ? 'tests/deleted' : 'tests/expectation-edited';
      return testFinding(code, terms === 'change' ? 'note' : 'error', { test, runner });
    });
};

/** A file that no longer loads stands for all its tests: it passed if any of them did. */
const passedBefore = (test: TestResult, before: ReadonlyMap<string, string>): boolean =>
  test.name === ''
    ? [...before].some(
        ([key, status]) => status === 'passed' && key.startsWith(JSON.stringify([test.file]).slice(0, -1)),
      )
    : before.get(testKey(test)) === 'passed';

const noneRelatedFindings = ({ head, baseTests, dir }: ProjectRuns): readonly Finding[] =>
  head.tests.length > 0 || baseTests !== null
    ? []
    : [
        createFinding({
          code: 'tests/none-related',
          level: 'note',
          data: { dir: dir === '' ? 'the repository' : dir },
        }),
      ];

const failuresOf = (run: TestRun): readonly TestResult[] => run.tests.filter(({ status }) => status === 'failed');

/** Of tests with the same name the worst counts. */
const indexTests = (run: TestRun | null | undefined): ReadonlyMap<string, string> => {
  const index = new Map<string, string>();
  for (const test of run?.tests ?? []) {
    const key = testKey(test);
    if (index.get(key) !== 'failed') index.set(key, test.status);
  }
  return index;
};

type TestFacts = { readonly test: TestResult; readonly runner: string };

const testFinding = (code: string, level: Level, { test, runner }: TestFacts): Finding =>
  createFinding({
    code,
    level,
    ...(test.file === null ? {} : { file: test.file }),
    ...(test.line === undefined || test.file === null ? {} : { line: test.line }),
    data: { test: test.name, file: test.file, message: test.message ?? '', runner },
    identity: [test.name],
  });

const simpleFinding = (code: string, level: Level, ...[file, data]: readonly [string, FindingData]): Finding =>
  createFinding({ code, level, file, data });
