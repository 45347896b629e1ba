import type { Finding, Level } from '../../guardrail.ts';
import { finding, forAgents, titleOf, type Terms } from './judging.ts';
import type { PlacedTest, TestMatches } from './match-tests.ts';
import type { RunState, TestCase } from './test-model.ts';

const codes: Readonly<Record<Exclude<RunState, 'runs'>, string>> = {
  skipped: 'test-skipped',
  todo: 'test-made-todo',
  fails: 'failure-expected',
  conditional: 'test-skipped-sometimes',
};

const weight: Readonly<Record<RunState, number>> = { runs: 0, conditional: 1, fails: 2, todo: 3, skipped: 3 };

/** Tests that ran at base and do so no more, and those that alone still run. One finding for each call that says so. */
export const assessRunState = ({ pairs, added }: TestMatches, terms: Terms): readonly Finding[] => {
  const stopped = pairs
    .filter(({ base, head }) => head.test.kind === 'test' && weight[head.test.state] > weight[base.test.state])
    .map(({ head }) => head);
  const alone = [
    ...pairs.filter(({ base, head }) => head.test.isOnly && !base.test.isOnly).map(({ head }) => head),
    ...added.filter(({ test }) => test.isOnly),
  ];
  return [
    ...byPlace(stopped, ({ stateLine, state }) => `${stateLine} ${state}`).map((group) => stoppedFinding(group, terms)),
    ...byPlace(alone, ({ onlyLine }) => String(onlyLine)).map((group) => onlyFinding(group)),
  ];
};

type Group = readonly [PlacedTest, ...PlacedTest[]];

const byPlace = (tests: readonly PlacedTest[], place: (test: TestCase) => string): readonly Group[] =>
  [...Map.groupBy(tests, ({ file, test }) => `${file.path} ${place(test)}`).values()].filter(
    (group): group is [PlacedTest, ...PlacedTest[]] => group.length > 0,
  );

const stoppedFinding = (group: Group, terms: Terms): Finding => {
  const [{ file, test }] = group;
  const code = test.state === 'runs' ? 'test-skipped' : codes[test.state];
  return finding({
    code,
    level: stoppedLevel(group, terms),
    file: file.path,
    line: test.stateLine === 0 ? test.line : test.stateLine,
    data: {
      test: titleOf(test),
      count: group.length,
      reason: test.reason.slice(0, 200),
      reachesChange: file.reachesChange,
    },
    identity: [code, ...group.map((one) => titleOf(one.test))],
  });
};

/** A person skips a flaky test and says why; a test that runs on some machines still runs. */
const stoppedLevel = ([{ test }]: Group, terms: Terms): Level => {
  if (test.state === 'conditional' && isAboutMachine(test.reason)) return terms.tests === null ? 'note' : 'warning';
  return forAgents(terms);
};

const isAboutMachine = (reason: string): boolean =>
  // Where CI skips it, nobody runs it when it counts.
  !/\bCI\b|isCI\b/.test(reason) &&
  /platform|win32|windows|darwin|linux|\bos\b|process\.(env|version)|node|bun|deno|browser|chromium|firefox|webkit|version|docker|api.?key/i.test(
    reason,
  );

const onlyFinding = (group: Group): Finding => {
  const [{ file, test }] = group;
  return finding({
    code: 'only-left',
    level: 'error',
    file: file.path,
    line: test.onlyLine === 0 ? test.line : test.onlyLine,
    data: { test: titleOf(test), count: group.length },
    identity: ['only', titleOf(test)],
  });
};
