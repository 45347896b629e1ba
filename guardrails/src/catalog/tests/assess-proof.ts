import { createFinding, type Finding, type Level } from '../../guardrail.ts';
import type { Policy } from '../../policy/policy.ts';
import { toRanges } from './try-mutants.ts';
import type { FileCoverage, ProjectRuns, TestRun, TestsEvidence } from './tests-evidence.ts';
import { testKey } from './tests-evidence.ts';

/** Judges whether the tests show anything of the change: coverage, the negative control, mutants. Pure. */
export const assessProof = ({ projects }: TestsEvidence, policy: Policy): readonly Finding[] =>
  projects.flatMap((project) => [
    ...coverageFindings(project, policy),
    ...controlFindings(project, policy),
    ...mutantFindings(project),
  ]);

const coverageFindings = ({ coverage }: ProjectRuns, { configuration, brief }: Policy): readonly Finding[] => {
  const { minimumChangedCoverage } = configuration.tests;
  const files = coverage ?? [];
  const [countable, uncovered] = [sum(files, ({ lines }) => lines), sum(files, (file) => file.uncovered.length)];
  const percent = countable === 0 ? 100 : Math.floor((100 * (countable - uncovered)) / countable);
  const isTooLittle = minimumChangedCoverage !== null && percent < minimumChangedCoverage;
  const level = isTooLittle ? 'error' : brief === null ? 'note' : 'warning';
  const facts = isTooLittle ? { percent, minimum: minimumChangedCoverage } : { percent, minimum: null };
  return files.flatMap((file) => coverageFinding(file, level, facts));
};

type CoverageFacts = { readonly percent: number; readonly minimum: number | null };

/** Branches alone inform: many a second way is there for the type checker. */
const coverageFinding = (file: FileCoverage, level: Level, facts: CoverageFacts): readonly Finding[] => {
  const [line] = [...file.uncovered, ...file.untaken];
  if (line === undefined) return [];
  const data = {
    ...facts,
    uncovered: describeLines(file.uncovered),
    untaken: describeLines(file.untaken),
    count: file.uncovered.length,
    lines: file.lines,
  };
  const own = file.uncovered.length === 0 ? 'note' : level;
  return [createFinding({ code: 'tests/uncovered-change', level: own, file: file.file, line, data, identity: null })];
};

/** `3, 7-9`: the lines in short. Pure. */
export const describeLines = (lines: readonly number[]): string =>
  toRanges(lines)
    .map(([first, last]) => (first === last ? String(first) : `${first}-${last}`))
    .join(', ');

/** Tests that the change adds should fail without it. Where some do, those that do not are only named. */
const controlFindings = (project: ProjectRuns, { brief }: Policy): readonly Finding[] => {
  const { headTestsOnBase } = project;
  if (headTestsOnBase === null) return [];
  const added = addedTests(project, headTestsOnBase);
  const onBase = statusOf(headTestsOnBase);
  const passing = added.filter((test) => onBase.get(testKey(test)) === 'passed');
  if (passing.length === 0) return [];
  const isAll = passing.length === added.length;
  const level = !isAll || brief === null ? 'note' : brief.behaviour === 'change' ? 'error' : 'warning';
  const [first] = passing;
  return [
    createFinding({
      code: isAll ? 'tests/proves-nothing' : 'tests/holds-on-base',
      level,
      ...(first?.file == null ? {} : { file: first.file }),
      ...(first?.line === undefined ? {} : { line: first.line }),
      data: { tests: passing.slice(0, 5).map(({ name }) => name), count: passing.length, added: added.length },
      identity: passing.map(testKey),
    }),
  ];
};

/** The tests of the changed test files that base's version of them has not. */
const addedTests = ({ head, baseTests }: ProjectRuns, control: TestRun): TestRun['tests'] => {
  const files = new Set(control.tests.flatMap(({ file }) => file ?? []));
  const old = statusOf(baseTests);
  const isUnknown = (file: string): boolean => old.has(testKey({ file, name: '' }));
  return head.tests.filter(
    (test) =>
      test.file !== null &&
      files.has(test.file) &&
      test.status === 'passed' &&
      test.name !== '' &&
      !old.has(testKey(test)) &&
      !isUnknown(test.file),
  );
};

const statusOf = (run: TestRun | null): ReadonlyMap<string, string> =>
  new Map(run?.tests.map((test) => [testKey(test), test.status]));

const mutantFindings = ({ mutants }: ProjectRuns): readonly Finding[] =>
  mutants === null || 'problem' in mutants
    ? []
    : mutants.survivors.map(({ file, line, mutant, by }) =>
        createFinding({ code: 'tests/mutant-survived', level: 'note', file, line, data: { mutant, by } }),
      );

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((total, item) => total + of(item), 0);
