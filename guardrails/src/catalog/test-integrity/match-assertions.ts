import { compareAssertions, isVacuous, strengthOf, type Comparison } from './matcher-strength.ts';
import type { Assertion, Guard } from './test-model.ts';

/** What became of an assertion of base that no longer stands as it did. */
export type AssertionChange =
  | { readonly kind: 'lost'; readonly base: Assertion }
  | { readonly kind: 'guarded'; readonly base: Assertion; readonly head: Assertion; readonly guard: Guard }
  | { readonly kind: 'weaker'; readonly base: Assertion; readonly head: Assertion; readonly isSlight: boolean }
  | { readonly kind: 'edited'; readonly base: Assertion; readonly head: Assertion };

type Pair = { readonly base: Assertion; readonly head: Assertion; readonly comparison: Comparison };

const rank: Readonly<Record<Guard, number>> = { none: 0, conditional: 1, unawaited: 2, swallowed: 3, unreachable: 4 };

/**
 * Pairs the assertions of one test before and after: the same ones first, then the same subject, then the same matcher and
 * arguments about another subject; what remains of base is lost unless what head gained says as much. Pure.
 */
export const matchAssertions = (base: readonly Assertion[], head: readonly Assertion[]): readonly AssertionChange[] => {
  const [before, after] = [[...base], [...head]];
  const pairs: Pair[] = [];
  const keys = [exactKey, unguardedKey, subjectAndMatcher, ({ subject }: Assertion) => subject, expectation] as const;
  for (const key of keys) pairs.push(...takePairs(before, after, key));
  return [...pairs.flatMap(changeOf), ...lostAssertions(before, { gained: after, kept: head })];
};

const unguardedKey = ({ subject, matcher, isNegated, args }: Assertion): string =>
  JSON.stringify([subject, matcher, isNegated, args]);
const exactKey = (assertion: Assertion): string => unguardedKey(assertion) + assertion.guard;
const subjectAndMatcher = ({ subject, matcher, isNegated }: Assertion): string =>
  JSON.stringify([subject, matcher, isNegated]);

/** The same expectation of something that has another name now. Without arguments it would say too little. */
const expectation = ({ matcher, isNegated, args, subject }: Assertion): string | null =>
  args.length === 0 || matcher.startsWith('call:')
    ? null
    : JSON.stringify([matcher, isNegated, args, subject.endsWith('.length')]);

const takePairs = (
  before: Assertion[],
  after: Assertion[],
  key: (assertion: Assertion) => string | null,
): readonly Pair[] => {
  const open = Map.groupBy(after, key);
  const pairs: Pair[] = [];
  for (const base of [...before]) {
    const own = key(base);
    const head = own === null ? undefined : open.get(own)?.shift();
    if (head === undefined) continue;
    before.splice(before.indexOf(base), 1);
    after.splice(after.indexOf(head), 1);
    pairs.push({
      base,
      head,
      comparison:
        own === expectation(base) && base.subject !== head.subject
          ? renamed(base, head)
          : compareAssertions(base, head),
    });
  }
  return pairs;
};

const renamed = (base: Assertion, head: Assertion): Comparison =>
  isVacuous(head) && !isVacuous(base) ? { kind: 'weaker', isSlight: false } : { kind: 'same' };

const changeOf = ({ base, head, comparison }: Pair): readonly AssertionChange[] => {
  const changes: AssertionChange[] = [];
  if (rank[head.guard] > rank[base.guard]) changes.push({ kind: 'guarded', base, head, guard: head.guard });
  if (comparison.kind === 'weaker') changes.push({ kind: 'weaker', base, head, isSlight: comparison.isSlight });
  if (comparison.kind === 'edited') changes.push({ kind: 'edited', base, head });
  return changes;
};

type Remaining = { readonly gained: readonly Assertion[]; readonly kept: readonly Assertion[] };

const lostAssertions = (before: readonly Assertion[], { gained, kept }: Remaining): readonly AssertionChange[] => {
  const unpaired = gained.filter((assertion) => !isVacuous(assertion));
  // A helper or a snapshot stands for any number of assertions.
  if (unpaired.some(({ matcher }) => /^call:|snapshot/i.test(matcher))) return [];
  const lost = before.filter((base) => !isVacuous(base) && !isCovered(base, { gained: unpaired, kept }));
  const open = [...unpaired];
  const changes: AssertionChange[] = [];
  for (const base of lost) {
    const count = open.findIndex((head) => isOnlyCounted(base, head));
    const at = count === -1 ? open.findIndex((head) => rootOf(head.subject) === rootOf(base.subject)) : count;
    const index = at === -1 ? open.findIndex((head) => isAsStrong(base, head)) : at;
    const head = open[index];
    if (head === undefined) changes.push({ kind: 'lost', base });
    else {
      open.splice(index, 1);
      if (isMuchWeaker(base, head) || isOnlyCounted(base, head))
        changes.push({ kind: 'weaker', base, head, isSlight: false });
    }
  }
  return changes;
};

/** Whether what remains implies an assertion: one about the whole, one that needs it, or gained ones about its parts. */
const isCovered = (base: Assertion, { gained, kept }: Remaining): boolean => {
  if (base.subject === '') return false;
  return (
    gained.some((one) => isAboutWhole(base, one) && isAtLeast(one, 66)) ||
    kept.some((one) => isAboutWhole(base, one) && one.subject !== base.subject && isAtLeast(one, 88)) ||
    (isImpliedByOthers(base) && kept.some((one) => needs(one, base) && isAtLeast(one, 30))) ||
    (gained.length > 0 && kept.filter((one) => isAboutPart(base, one) && isAtLeast(one, 50)).length >= 2)
  );
};

const isAtLeast = (assertion: Assertion, strength: number): boolean =>
  !assertion.isNegated && (strengthOf(assertion) ?? 0) >= strength;

const isAboutWhole = (base: Assertion, one: Assertion): boolean =>
  isPartOf(base.subject, one.subject) || isAmong(base.subject, one.subject);

const isAboutPart = (base: Assertion, one: Assertion): boolean =>
  one.subject !== base.subject && isPartOf(one.subject, base.subject);

/** That something is there, or has so many elements, is said again by an exact assertion about it. */
const isImpliedByOthers = (base: Assertion): boolean =>
  base.subject.endsWith('.length') || [10, 15].includes(strengthOf(base) ?? 0);

const needs = (one: Assertion, base: Assertion): boolean =>
  base.subject.endsWith('.length')
    ? one.subject === base.subject.replace(/\.length$/, '') && isAtLeast(one, 88)
    : isPartOf(one.subject, base.subject);

/** Whether `part` is `whole` or something of it: `result.items[0]` of `result`. */
const isPartOf = (part: string, whole: string): boolean =>
  whole !== '' && part.startsWith(whole) && /^$|^[.[?!(]/.test(part.slice(whole.length));

/** Whether a list or an object that is asserted about holds it: `[a, b.length]`. */
const isAmong = (part: string, whole: string): boolean =>
  /^[[{]/.test(whole) && part !== whole && whole.includes(part) && !/^\w{1,2}$/.test(part);

const rootOf = (subject: string): string => /[\w$]+/.exec(subject.replace(/^\(?await /, ''))?.[0] ?? subject;

const isAsStrong = (base: Assertion, head: Assertion): boolean => {
  const [before, after] = [strengthOf(base), strengthOf(head)];
  return after === null || (before === null ? after > 15 : after >= before - 10);
};

/** `expect(list.length).toBeGreaterThan(0)` where the list itself was pinned down. */
const isOnlyCounted = (base: Assertion, head: Assertion): boolean =>
  head.subject === `${base.subject}.length` &&
  isAtLeast(base, 66) &&
  (head.isNegated || (strengthOf(head) ?? 100) <= 40);

const isMuchWeaker = (base: Assertion, head: Assertion): boolean => {
  const [before, after] = [strengthOf(base), strengthOf(head)];
  return before !== null && after !== null && after <= 15 && before >= 50;
};
