import type { Assertion } from './test-model.ts';

/**
 * How much an assertion pins down, 0 (nothing) to 100 (one value only). The order within a family is what counts; the
 * table stands in `test-integrity.md`. Matchers that are not listed have no strength and are never called weaker.
 */
const strengths: ReadonlyMap<string, number> = new Map([
  ...listed(
    100,
    'toStrictEqual toBe toBeNull toBeUndefined toBeNaN toEqualTypeOf strictEqual deepStrictEqual null undefined true false is toSatisfyExactly',
  ),
  ...listed(96, 'toEqual equal equals eql eq deepEqual deepEquals same'),
  ...listed(95, 'toHaveBeenCalledExactlyOnceWith calledOnceWithExactly calledOnceWith'),
  ...listed(90, 'toMatchInlineSnapshot toThrowErrorMatchingInlineSnapshot toMatchFileSnapshot'),
  ...listed(88, 'toMatchSnapshot toThrowErrorMatchingSnapshot matchSnapshot snapshot'),
  ...listed(86, 'toHaveBeenNthCalledWith nthCalledWith'),
  ...listed(82, 'toHaveBeenCalledWith toHaveBeenLastCalledWith calledWith lastCalledWith toBeCalledWith'),
  ...listed(
    80,
    'toBeCloseTo closeTo approximately toHaveReturnedWith toThrow:with toThrowError:with throws:with throw:with rejects:with throwsAsync:with',
  ),
  ...listed(70, 'toMatchObject partialDeepStrictEqual like toMatchTypeOf toExtend'),
  ...listed(66, 'toHaveProperty:with property:with oneOf toBeOneOf'),
  ...listed(60, 'toHaveLength toHaveBeenCalledTimes callCount members'),
  ...listed(58, 'toHaveBeenCalledOnce calledOnce'),
  ...listed(55, 'toContainEqual toHaveTextContent toHaveText'),
  ...listed(50, 'toContain toMatch match regex include includes contain contains string toContainText'),
  ...listed(
    40,
    'toBeGreaterThan toBeGreaterThanOrEqual toBeLessThan toBeLessThanOrEqual above below least most greaterThan lessThan gt lt gte lte',
  ),
  ...listed(38, 'toThrow toThrowError throws throw rejects throwsAsync'),
  ...listed(35, 'toHaveProperty property keys toHaveBeenCalled toBeCalled called toHaveReturned'),
  ...listed(30, 'toBeInstanceOf instanceof instanceOf toBeFalsy falsy notOk empty toBeEmpty'),
  ...listed(25, 'toBeTypeOf a an typeOf toBeString toBeNumber toBeObject toBeFunction toBeArray toBeBoolean'),
  ...listed(15, 'toBeTruthy truthy ok assert'),
  ...listed(10, 'toBeDefined exist exists isDefined toBeAny toBeUnknown'),
]);

function listed(strength: number, names: string): readonly (readonly [string, number])[] {
  return names.split(' ').map((name) => [name, strength] as const);
}

/** `toEqual` of `toEqual`, `equal` of `assert.equal` and `t.equal`. */
const plainName = (matcher: string): string => matcher.replace(/^(assert|t)\./, '');

const anyValue =
  /\bexpect\.(not\.)?(anything|any|stringContaining|stringMatching|closeTo)\b|\b(sinon\.match|Match\.any|mock\.anything)\b/g;
const anyRest = /\bexpect\.(not\.)?(objectContaining|arrayContaining)\b/g;

/** How much an assertion pins down; null where its matcher is not known. */
export const strengthOf = (assertion: Assertion): number | null => {
  if (isVacuous(assertion)) return 0;
  const name = plainName(assertion.matcher);
  const strength = withArguments(assertion, name);
  if (strength === null) return comparisonStrength(assertion, name);
  if (!assertion.isNegated) return comparisonStrength(assertion, name) ?? strength;
  return negatedStrength(name, strength);
};

const withArguments = ({ args, matcher }: Assertion, name: string): number | null => {
  // ava's `t.true` is no more exact in practice than `assert.ok`, which it is often migrated to.
  if (matcher === 't.true' || matcher === 't.false') return 18;
  const needed = /^property$|^toHaveProperty$/i.test(name) ? 2 : 1;
  const withOwn = args.length >= needed && !isAnyError(args[0] ?? '') ? strengths.get(`${name}:with`) : undefined;
  return withOwn ?? strengths.get(name) ?? null;
};

/** `toThrow(Error)` says no more than `toThrow()`. */
const isAnyError = (argument: string): boolean =>
  argument === 'Error' || argument === "''" || argument === '/.*/' || argument === '/./';

/** `expect(a === b).toBe(true)` and `assert(a === b)` say what `toBe` says; `assert(a > b)` what `toBeGreaterThan` says. */
const comparisonStrength = ({ subject, args }: Assertion, name: string): number | null => {
  const isTruth =
    /^(assert|ok|toBeTruthy|true|truthy)$/.test(name) ||
    (/^(toBe|toEqual|toStrictEqual|equal|strictEqual|is)$/.test(name) && args[0] === 'true');
  if (!isTruth) return null;
  if (/[^=!]={2,3}[^=]/.test(subject) && !/=>/.test(subject)) return 96;
  if (/[<>]=?[^>=]/.test(subject) && !/=>|</.test(subject)) return 40;
  return null;
};

/** What is not one value can be anything else; what is not called at all is pinned down. */
const negatedStrength = (name: string, strength: number): number => {
  if (/Called$|^called$|^toHaveReturned$/.test(name)) return 95;
  if (/^(toBeNull|toBeUndefined|null|undefined)$/.test(name)) return 10;
  if (/^(toBeDefined|exist|exists|isDefined)$/.test(name)) return 98;
  if (/^(toBeTruthy|ok|truthy)$/.test(name)) return 30;
  if (/^(toBeFalsy|falsy)$/.test(name)) return 15;
  if (/^(toThrow|toThrowError|throw|throws)/.test(name)) return 20;
  if (/^(toContain|toMatch|toHaveProperty|include|contain|property|match)/i.test(name)) return 30;
  return strength >= 60 ? 8 : strength;
};

/** An assertion that holds whatever the code does: about a literal, or about the same thing twice. */
export const isVacuous = ({ subject, matcher, args, isNegated }: Assertion): boolean => {
  if (/^(expect\.|call:|response\.)/.test(matcher) || /\.(fail|unreachable)$/.test(matcher)) return false;
  if (matcher === 't.pass') return true;
  if (isAnyText(args) && /^(toMatch|match|regex)$/.test(plainName(matcher))) return !isNegated;
  if (isLooseOnly(args)) return /^to(Strict)?Equal$|^toMatchObject$/.test(matcher) && !isNegated;
  return (
    isLiteral(subject) ||
    (args.length === 1 &&
      args[0] === subject &&
      !isNegated &&
      /^(toBe|to(Strict)?Equal|equal|(deep)?strictEqual|deepEqual)$/i.test(plainName(matcher)))
  );
};

const isLooseOnly = (args: readonly string[]): boolean => args.length === 1 && args[0] === 'expect.anything()';

/** What any text matches, or any but the empty one. */
const isAnyText = (args: readonly string[]): boolean =>
  args.length === 1 && /^(?:''|""|``|\/\^?(?:\(\?:\))?(?:\.|\[\\s\\S\]|\[\^\])?[*+]?\$?\/[a-z]*)$/.test(args[0] ?? '');

const isLiteral = (text: string): boolean => /^(true|false|null|undefined|-?\d[\d_.]*|'[^']*'|\{\}|\[\])$/.test(text);

/** How one assertion stands to another that is about the same thing. */
export type Comparison =
  | { readonly kind: 'same' | 'stronger' | 'edited' | 'unknown' }
  | { readonly kind: 'weaker'; readonly isSlight: boolean };

const weaker = (isSlight = false): Comparison => ({ kind: 'weaker', isSlight });

/** Compares base's assertion with the one that stands for it at head. Pure. */
export const compareAssertions = (base: Assertion, head: Assertion): Comparison => {
  if (isVacuous(head) && !isVacuous(base)) return weaker();
  const sameMatcher = base.matcher === head.matcher && base.isNegated === head.isNegated;
  if (sameMatcher) return compareArguments(base, head);
  const [before, after] = [strengthOf(base), strengthOf(head)];
  if (before === null || after === null)
    return before === null && after !== null && after <= 15 ? weaker() : { kind: 'unknown' };
  if (isFlip(base, head)) return { kind: 'edited' };
  if (after < before) return weaker(before - after < 10);
  return { kind: after > before ? 'stronger' : 'same' };
};

/** The same matcher with and without `not`, and pairs that say the opposite: the behaviour changed, not the care. */
const isFlip = (base: Assertion, head: Assertion): boolean => {
  if (base.matcher === head.matcher)
    return base.isNegated !== head.isNegated && !/^to(Be|Equal|StrictEqual)$/.test(base.matcher);
  const opposite = new Map([
    ['toBeTruthy', 'toBeFalsy'],
    ['toBeDefined', 'toBeUndefined'],
  ]);
  return opposite.get(base.matcher) === head.matcher || opposite.get(head.matcher) === base.matcher;
};

const compareArguments = (base: Assertion, head: Assertion): Comparison => {
  if (base.args.join() === head.args.join()) return { kind: 'same' };
  const name = plainName(base.matcher);
  const [before, after] = [strengthOf(base) ?? 0, strengthOf(head) ?? 0];
  if (after < before) return weaker();
  if (isLooser(base, head)) return weaker();
  const bound = compareBounds(name, base, head);
  if (bound !== null) return base.isNegated ? { kind: 'edited' } : bound;
  if (name === 'expect.assertions')
    return Number(head.args[0]) < Number(base.args[0]) ? weaker(true) : { kind: 'edited' };
  return { kind: 'edited' };
};

/** Wildcards that stand for what was a value; those for arguments that are new loosen nothing. */
const isLooser = (base: Assertion, head: Assertion): boolean => {
  if (head.args.length > base.args.length) return false;
  const gained = (pattern: RegExp): boolean => countOf(head, pattern) > countOf(base, pattern);
  const kept = new Set(valuesIn(head));
  if (gained(anyValue)) return valuesIn(base).some((value) => !kept.has(value));
  return gained(anyRest) && countOf(base, anyRest) === 0;
};

const countOf = ({ args }: Assertion, pattern: RegExp): number => args.join(',').match(pattern)?.length ?? 0;

const valuesIn = ({ args }: Assertion): readonly string[] =>
  args.join(',').match(/'[^']*'|\d[\d_.]*|[A-Za-z_$][\w$.]*/g) ?? [];

const compareBounds = (name: string, base: Assertion, head: Assertion): Comparison | null => {
  const [before, after] = [numberIn(base.args[0]), numberIn(head.args[0])];
  if (/^toBeCloseTo$/.test(name)) {
    if (base.args[0] !== head.args[0]) return null;
    return (numberIn(head.args[1]) ?? 2) < (numberIn(base.args[1]) ?? 2) ? weaker() : { kind: 'stronger' };
  }
  if (before === null || after === null) return null;
  if (/greater|above|least|^gte?$/i.test(name)) return after < before ? weaker() : { kind: 'stronger' };
  if (/less|below|most|^lte?$/i.test(name)) return after > before ? weaker() : { kind: 'stronger' };
  return null;
};

const numberIn = (text: string | undefined): number | null => {
  if (text === undefined || !/^-?[\d_.]+(e\d+)?$/.test(text)) return null;
  return Number(text.replaceAll('_', ''));
};
