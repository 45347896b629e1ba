import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangedFile } from '../../change/change.ts';
import type { BriefTerms } from '../../policy/brief-terms.ts';
import { defaultConfiguration } from '../../policy/default-configuration.ts';
import type { Policy } from '../../policy/policy.ts';
import { addedTestFiles, changedTestFiles, renamesOf } from './changed-tests.ts';
import type { ProjectRuns, TestResult, TestRun, TestsEvidence, TestStatus } from './tests-evidence.ts';
import { isOfTests, isTestFile } from './test-paths.ts';
import { tests } from './tests.ts';

const aRun = (results: Readonly<Record<string, TestStatus>>, file = 'a.test.ts'): TestRun => ({
  exitCode: Object.values(results).includes('failed') ? 1 : 0,
  tests: Object.entries(results).map(([name, status]): TestResult => ({
    file,
    name,
    status,
    line: 3,
    ...(status === 'failed' ? { message: 'no' } : {}),
  })),
});

const aProject = (runs: Partial<ProjectRuns>): ProjectRuns => ({
  dir: '',
  runner: 'vitest',
  head: aRun({ fine: 'passed' }),
  headAgain: null,
  baseTests: null,
  baseTestsAgain: null,
  base: null,
  coverage: null,
  coverageProblem: null,
  headTestsOnBase: null,
  mutants: null,
  ...runs,
});

const someEvidence = (runs: Partial<ProjectRuns>, rest: Partial<TestsEvidence> = {}): TestsEvidence => ({
  projects: [aProject(runs)],
  changedTests: [],
  addedTests: [],
  withoutRunner: [],
  hasCode: true,
  ...rest,
});

const aPolicy = (terms: BriefTerms['tests'] | null = null): Policy =>
  ({
    configuration: defaultConfiguration,
    exemptions: [],
    brief: terms === null ? null : { tests: terms },
  }) as unknown as Policy;

const told = (evidence: TestsEvidence, terms: BriefTerms['tests'] | null = null) =>
  tests.assess(evidence, aPolicy(terms)).map(({ code, level, data }) => [code, level, data['test'] ?? data['file']]);

describe('a failing test', () => {
  const failed = aRun({ t: 'failed' });

  it('is an error when it fails twice on head and passes on base', () => {
    expect(told(someEvidence({ head: failed, headAgain: failed, base: aRun({ t: 'passed' }) }))).toEqual([
      ['tests/failing', 'error', 't'],
    ]);
  });

  it('is an error when base does not know it', () => {
    expect(told(someEvidence({ head: failed, headAgain: failed, base: null }))).toEqual([
      ['tests/failing', 'error', 't'],
    ]);
  });

  it('is a warning when base fails as well', () => {
    expect(told(someEvidence({ head: failed, headAgain: failed, base: failed }))).toEqual([
      ['tests/already-failing', 'warning', 't'],
    ]);
  });

  it('is a warning when it passes the second time', () => {
    expect(told(someEvidence({ head: failed, headAgain: aRun({ t: 'passed' }) }))).toEqual([
      ['tests/flaky', 'warning', 't'],
    ]);
  });

  it('is an error when the second run does not name it', () => {
    expect(told(someEvidence({ head: failed, headAgain: aRun({}) }))).toEqual([['tests/failing', 'error', 't']]);
  });

  it('has a message with the test, the file and the reason', () => {
    const [finding] = tests.assess(someEvidence({ head: failed, headAgain: failed }), aPolicy());
    expect(tests.messages[finding?.code ?? '']?.(finding?.data ?? {})).toContain('“t” in a.test.ts fails');
    expect(tests.messages[finding?.code ?? '']?.(finding?.data ?? {})).toContain('\nno\n');
  });

  it('keeps its fingerprint when its message or its line changes', () => {
    const other: TestRun = {
      exitCode: 1,
      tests: [{ file: 'a.test.ts', name: 't', status: 'failed', line: 9, message: 'else' }],
    };
    const [one] = tests.assess(someEvidence({ head: failed, headAgain: failed }), aPolicy());
    const [two] = tests.assess(someEvidence({ head: other, headAgain: other }), aPolicy());
    expect(two?.fingerprint).toBe(one?.fingerprint);
  });
});

describe('a skipped test', () => {
  it('is an error only when it passed on base', () => {
    const head = aRun({ t: 'skipped', u: 'skipped', v: 'skipped' });
    const base = aRun({ t: 'passed', u: 'failed', v: 'skipped' });
    expect(told(someEvidence({ head, base }), 'change')).toEqual([['tests/newly-skipped', 'error', 't']]);
  });
});

describe("base's version of a changed test", () => {
  const failed = aRun({ t: 'failed' });
  const runs = { baseTests: failed, baseTestsAgain: failed, base: aRun({ t: 'passed' }), head: aRun({ t: 'passed' }) };
  const edited = { changedTests: [{ path: 'a.test.ts', basePath: 'a.test.ts', kind: 'edited' as const }] };
  const deleted = { changedTests: [{ path: 'a.test.ts', basePath: 'a.test.ts', kind: 'deleted' as const }] };

  it('is judged by the brief when it fails on the new code', () => {
    expect(told(someEvidence(runs, edited))).toEqual([['tests/expectation-edited', 'note', 't']]);
    expect(told(someEvidence(runs, edited), 'change')).toEqual([['tests/expectation-edited', 'note', 't']]);
    expect(told(someEvidence(runs, edited), 'add')).toEqual([['tests/expectation-edited', 'error', 't']]);
    expect(told(someEvidence(runs, deleted), 'add')).toEqual([['tests/deleted', 'error', 't']]);
  });

  it('says nothing when it fails on base too, passes the second time, or fails in head’s version as well', () => {
    expect(told(someEvidence({ ...runs, base: failed }, edited), 'add')).toEqual([]);
    expect(told(someEvidence({ ...runs, baseTestsAgain: aRun({ t: 'passed' }) }, edited), 'add')).toEqual([]);
    const both = someEvidence({ ...runs, head: failed, headAgain: failed }, edited);
    expect(told(both, 'add')).toEqual([['tests/failing', 'error', 't']]);
  });

  it('counts as failed as a whole when it no longer loads and any of its tests passed on base', () => {
    const broken = aRun({ '': 'failed' });
    const unloadable = { ...runs, baseTests: broken, baseTestsAgain: broken };
    expect(told(someEvidence(unloadable, edited), 'add')).toEqual([['tests/expectation-edited', 'error', '']]);
    expect(told(someEvidence({ ...unloadable, base: failed }, edited), 'add')).toEqual([]);
  });

  it('is an error when the brief froze the tests, as is a new test file', () => {
    const evidence = someEvidence({}, { ...edited, addedTests: ['b.test.ts'] });
    expect(told(evidence, 'frozen')).toEqual([
      ['tests/frozen', 'error', 'a.test.ts'],
      ['tests/frozen', 'error', 'b.test.ts'],
    ]);
    expect(told(evidence, 'add')).toEqual([]);
  });
});

describe('what is not checked', () => {
  it('is named: no related test, no runner, no code', () => {
    const whats = (evidence: TestsEvidence) => tests.notChecked?.(evidence, aPolicy()).map(({ what }) => what);
    expect(whats(someEvidence({ head: aRun({}) }))).toEqual(['tests of the repository']);
    expect(whats(someEvidence({}, { withoutRunner: ['a.ts'] }))).toEqual(['tests of a.ts']);
    expect(whats(someEvidence({}, { projects: [], hasCode: false }))).toEqual(['tests']);
    expect(whats(someEvidence({}))).toEqual([]);
  });
});

const statusArbitrary = fc.constantFrom<TestStatus>('passed', 'failed', 'skipped');
const runArbitrary = fc.dictionary(fc.constantFrom('t', 'u', ''), statusArbitrary).map((results) => aRun(results));
const maybeRun = fc.option(runArbitrary, { nil: null });
const projectArbitrary = fc.record({
  head: runArbitrary,
  headAgain: maybeRun,
  baseTests: maybeRun,
  baseTestsAgain: maybeRun,
  base: maybeRun,
});

describe('for any runs', () => {
  it('the same evidence gives the same findings, whatever the order of the tests', () => {
    fc.assert(
      fc.property(projectArbitrary, (runs) => {
        const reverse = <Run extends TestRun | null>(run: Run): Run =>
          run === null ? run : { ...run, tests: run.tests.toReversed() };
        const reversed: typeof runs = {
          head: reverse(runs.head),
          headAgain: reverse(runs.headAgain),
          baseTests: reverse(runs.baseTests),
          baseTestsAgain: reverse(runs.baseTestsAgain),
          base: reverse(runs.base),
        };
        const prints = (given: typeof runs) =>
          tests.assess(someEvidence(given), aPolicy('add')).map(({ fingerprint, level }) => `${fingerprint} ${level}`);
        expect(prints(reversed).sort()).toEqual(prints(runs).sort());
      }),
    );
  });

  it('a test that failed each time on head and never on base is an error', () => {
    fc.assert(
      fc.property(projectArbitrary, (runs) => {
        const failsTwice = (name: string) =>
          [runs.head, runs.headAgain].every((run) =>
            run?.tests.some((test) => test.name === name && test.status === 'failed'),
          );
        const failedBefore = (name: string) =>
          runs.base?.tests.some((test) => test.name === name && test.status === 'failed');
        const expected = ['t', 'u', ''].filter((name) => failsTwice(name) && failedBefore(name) !== true);
        const found = told(someEvidence(runs)).flatMap(([code, , name]) => (code === 'tests/failing' ? [name] : []));
        expect(found).toEqual(expect.arrayContaining(expected));
      }),
    );
  });

  it('every code has a message that is more than its data', () => {
    fc.assert(
      fc.property(projectArbitrary, (runs) => {
        for (const { code, data } of tests.assess(someEvidence(runs), aPolicy('frozen'))) {
          expect(tests.messages[code]?.(data).length).toBeGreaterThan(60);
        }
      }),
    );
  });
});

const aFile = (file: Partial<ChangedFile> & Pick<ChangedFile, 'status' | 'path'>): ChangedFile => ({
  baseMode: '100644',
  headMode: '100644',
  isBinary: false,
  hunks: [{ baseStart: 1, baseCount: 1, headStart: 1, headCount: 1, removed: ['a'], added: ['b'] }],
  ...file,
});

describe('the test files of a change', () => {
  const change = {
    base: '0',
    head: null,
    files: [
      aFile({ status: 'modified', path: 'a.test.ts' }),
      aFile({ status: 'renamed', path: 'c.test.ts', basePath: 'b.test.ts', hunks: [] }),
      aFile({ status: 'renamed', path: 'e.test.ts', basePath: 'd.test.ts' }),
      aFile({ status: 'deleted', path: 'f.spec.js' }),
      aFile({ status: 'added', path: 'g.test.ts' }),
      aFile({ status: 'modified', path: 'src/h.ts' }),
      aFile({ status: 'modified', path: '__snapshots__/a.test.ts.snap' }),
    ],
  };

  it('are those edited, renamed with an edit, or deleted; snapshots too', () => {
    expect(changedTestFiles(change).map(({ path, kind }) => [path, kind])).toEqual([
      ['a.test.ts', 'edited'],
      ['e.test.ts', 'edited'],
      ['f.spec.js', 'deleted'],
      ['__snapshots__/a.test.ts.snap', 'edited'],
    ]);
    expect(addedTestFiles(change)).toEqual(['g.test.ts']);
  });

  it('are known at base by their old path', () => {
    const { toBase, toHead } = renamesOf(change);
    expect([toBase('e.test.ts'), toBase('a.test.ts'), toHead('d.test.ts')]).toEqual([
      'd.test.ts',
      'a.test.ts',
      'e.test.ts',
    ]);
  });

  it('are told by their names', () => {
    expect(['a.test.ts', 'b/a_test.js', 'x/__tests__/a.jsx', 'test.mjs', 'a-spec.ts'].filter(isTestFile)).toHaveLength(
      5,
    );
    expect(['latest.ts', 'src/contest.ts', 'a.test.md'].filter(isTestFile)).toEqual([]);
    expect(['test/builders.ts', 'a/tests/x.json', 'src/x/fixtures/a.txt'].filter(isOfTests)).toHaveLength(3);
    expect(['src/tests/run.ts', 'src/latest/a.ts', 'protest/a.ts'].filter(isOfTests)).toEqual([]);
  });
});
