import type { Finding, Level } from '../../guardrail.ts';
import { finding, forAgents, isAboutGone, titleOf, type Terms } from './judging.ts';
import type { PlacedTest, TestMatches } from './match-tests.ts';

const mostSingly = 5;

/** Tests of base that no test of head stands for. A deleted file is one finding, and so are many of one file. */
export const assessLostTests = ({ lost, added }: TestMatches, terms: Terms): readonly Finding[] => {
  const tests = lost.filter(({ test }) => test.kind === 'test' && test.state === 'runs');
  const groups = [...Map.groupBy(tests, ({ file }) => file).entries()];
  return groups.flatMap(([file, all]) => {
    const isFileGone = file.head === null;
    const judged = all.map((one) => ({ one, level: lostLevel(one, terms) }));
    if (isFileGone) return [fileFinding(all, worst(judged.map(({ level }) => level)))];
    const isReplaced = added.filter((one) => one.file === file && one.test.assertions.length > 0).length >= all.length;
    const graded = judged.map(({ one, level }) => ({
      one,
      level: isReplaced && level === 'error' && terms.tests === 'change' ? ('warning' as const) : level,
    }));
    if (all.length <= mostSingly) return graded.map(({ one, level }) => testFinding([one], { level, isReplaced }));
    return [...Map.groupBy(graded, ({ level }) => level)].map(([level, some]) =>
      testFinding(
        some.map(({ one }) => one),
        { level, isReplaced },
      ),
    );
  });
};

const order: readonly Level[] = ['note', 'warning', 'error'];
const worst = (levels: readonly Level[]): Level => order.findLast((level) => levels.includes(level)) ?? 'note';

const lostLevel = ({ file, test }: PlacedTest, terms: Terms): Level => {
  const words = [...test.words, ...test.path];
  return isAboutGone(words, file, terms) || test.words.length === 0 ? 'note' : forAgents(terms);
};

const fileFinding = (tests: readonly PlacedTest[], level: Level): Finding => {
  const file = tests[0]?.file;
  return finding({
    code: 'test-file-deleted',
    level,
    file: file?.basePath ?? file?.path ?? '',
    line: 1,
    data: { tests: namesOf(tests), count: tests.length, covers: (file?.covers ?? []).slice(0, 5) },
    identity: ['file'],
  });
};

type Graded = { readonly level: Level; readonly isReplaced: boolean };

const testFinding = (tests: readonly PlacedTest[], { level, isReplaced }: Graded): Finding => {
  const first = tests[0];
  return finding({
    code: 'test-deleted',
    level,
    file: first?.file.basePath ?? first?.file.path ?? '',
    line: first?.test.line ?? 1,
    data: { tests: namesOf(tests), count: tests.length, isReplaced, covers: (first?.file.covers ?? []).slice(0, 5) },
    identity: tests.map(({ test }) => titleOf(test)),
  });
};

const namesOf = (tests: readonly PlacedTest[]): readonly string[] =>
  tests.slice(0, 10).map(({ test }) => titleOf(test));
