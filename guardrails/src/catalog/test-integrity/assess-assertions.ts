import type { Finding, Level } from '../../guardrail.ts';
import { finding, forAgents, forEdits, isAboutGone, titleOf, type Terms } from './judging.ts';
import { matchAssertions, type AssertionChange } from './match-assertions.ts';
import type { PlacedTest, TestMatches } from './match-tests.ts';
import type { Assertion, Guard } from './test-model.ts';
import { literalsIn } from './word-set.ts';

type Judged = {
  readonly head: PlacedTest;
  readonly base: PlacedTest;
  readonly terms: Terms;
  readonly literals: ReadonlySet<string>;
};

/** What became of the assertions of tests that stand on both sides. */
export const assessAssertions = (
  { pairs, added }: TestMatches,
  terms: Terms,
  addedLiterals: readonly string[],
): readonly Finding[] => {
  const elsewhere = new Set(added.flatMap(({ test }) => test.assertions.map(expectationOf)));
  const literals = new Set(addedLiterals);
  return pairs
    .filter(({ base, head }) => base.test.hash !== head.test.hash && !hasStopped(base, head))
    .flatMap(({ base, head }) => {
      const judged = { base, head, terms, literals };
      const changes = matchAssertions(base.test.assertions, head.test.assertions);
      const lost = changes.flatMap((change) => (change.kind === 'lost' ? [change.base] : []));
      const missing = lost.filter((assertion) => !isElsewhere(assertion, { base, head, elsewhere }));
      return [...lostFindings(missing, judged), ...changes.flatMap((change) => judge(change, judged))];
    });
};

/** A test that no longer runs is one finding already, whatever it would say. */
const hasStopped = (base: PlacedTest, head: PlacedTest): boolean =>
  base.test.state !== head.test.state && (head.test.state === 'todo' || head.test.state === 'skipped');

/** What is expected, whatever it is called: a test that was split says it about another name. */
const expectationOf = ({ matcher, isNegated, args }: Assertion): string => JSON.stringify([matcher, isNegated, args]);

type Elsewhere = {
  readonly base: PlacedTest;
  readonly head: PlacedTest;
  readonly elsewhere: ReadonlySet<string>;
};

const isElsewhere = (assertion: Assertion, { base, head, elsewhere }: Elsewhere): boolean =>
  (head.test.isTable && !base.test.isTable) ||
  (assertion.args.length > 0 && elsewhere.has(expectationOf(assertion))) ||
  isInData(assertion, { base, head });

/** Many assertions with literals may have become one over a list of them. */
const isInData = (assertion: Assertion, { base, head }: Omit<Elsewhere, 'elsewhere'>): boolean => {
  const known = new Set(base.test.assertions.map((one) => JSON.stringify([one.subject, one.matcher, one.args])));
  if (head.test.assertions.every((one) => known.has(JSON.stringify([one.subject, one.matcher, one.args]))))
    return false;
  const data = [assertion.subject, ...assertion.args].flatMap(literalsIn).filter((literal) => literal.length > 5);
  const words = new Set(head.test.words);
  return data.length > 0 && data.every((literal) => words.has(literal));
};

const judge = (change: AssertionChange, judged: Judged): readonly Finding[] => {
  if (change.kind === 'lost') return [];
  if (change.kind === 'guarded') return [guardedFinding(change, judged)];
  return [change.kind === 'weaker' ? weakerFinding(change, judged) : editedFinding(change, judged)];
};

/** An assertion as it reads in code. */
const asText = ({ subject, matcher, isNegated, args }: Assertion): string => {
  const rest = args.join(', ');
  const text = /^(assert|call:|t\.|expect\.|response)/.test(matcher)
    ? `${matcher.replace('call:', '')}(${[subject, rest].filter((part) => part !== '').join(', ')})`
    : `expect(${subject})${isNegated ? '.not' : ''}.${matcher}(${rest})`;
  return text.length > 160 ? `${text.slice(0, 157)}…` : text;
};

/** One finding for a test, whatever it lost. */
const lostFindings = (lost: readonly Assertion[], { head, terms }: Judged): readonly Finding[] => {
  const [first] = lost;
  if (first === undefined) return [];
  const covered = lost
    .filter(({ matcher }) => !/^expect\.(has)?assertions$/i.test(matcher))
    .filter(({ subject, args }) => !isAboutGone([subject, ...args], head.file, terms));
  const named = covered.length === 0 ? lost : covered;
  return [
    finding({
      code: 'assertion-removed',
      level: covered.length === 0 ? 'note' : forAgents(terms),
      file: head.file.path,
      line: head.test.line,
      data: {
        test: titleOf(head.test),
        assertions: named.slice(0, 5).map(asText),
        count: named.length,
        isCoveredGone: covered.length === 0,
      },
      identity: [titleOf(head.test), ...named.map(asText)],
    }),
  ];
};

const guardCodes: Readonly<Record<Exclude<Guard, 'none'>, string>> = {
  conditional: 'assertion-made-conditional',
  swallowed: 'assertion-swallowed',
  unreachable: 'assertion-unreachable',
  unawaited: 'assertion-not-awaited',
};

const guardedFinding = (
  { head: assertion, guard }: Extract<AssertionChange, { kind: 'guarded' }>,
  { head, terms }: Judged,
): Finding => {
  const isCertain = guard === 'swallowed' || guard === 'unreachable';
  const level: Level = isCertain ? 'error' : forAgents(terms);
  return finding({
    code: guard === 'none' ? 'assertion-swallowed' : guardCodes[guard],
    level,
    file: head.file.path,
    line: assertion.line,
    data: { test: titleOf(head.test), assertion: asText(assertion) },
    identity: [titleOf(head.test), asText(assertion)],
  });
};

const weakerFinding = (
  { base, head: assertion, isSlight }: Extract<AssertionChange, { kind: 'weaker' }>,
  { head, terms }: Judged,
): Finding => {
  const isGone = isAboutGone([base.subject, ...base.args], head.file, terms);
  const slight: Level = terms.tests === null ? 'note' : 'warning';
  return finding({
    code: 'assertion-weakened',
    level: isGone ? 'note' : isSlight ? slight : forAgents(terms),
    file: head.file.path,
    line: assertion.line,
    data: { test: titleOf(head.test), before: asText(base), after: asText(assertion) },
    identity: [titleOf(head.test), asText(base), asText(assertion)],
  });
};

const editedFinding = (
  { base, head: assertion }: Extract<AssertionChange, { kind: 'edited' }>,
  { head, terms, literals }: Judged,
): Finding => {
  const followsCode = assertion.args.some((text) => text.length > 3 && !base.args.includes(text) && literals.has(text));
  return finding({
    code: 'expectation-edited',
    level: forEdits(terms),
    file: head.file.path,
    line: assertion.line,
    data: { test: titleOf(head.test), before: asText(base), after: asText(assertion), followsCode },
    identity: [titleOf(head.test), asText(base), asText(assertion)],
  });
};
