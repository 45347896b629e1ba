import fc from 'fast-check';
import * as parser from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { compareAssertions } from './matcher-strength.ts';
import { matchAssertions } from './match-assertions.ts';
import { createTestModelReader } from './read-test-model.ts';
import type { Assertion } from './test-model.ts';

const read = (...lines: readonly string[]): readonly Assertion[] =>
  createTestModelReader(parser).read(`it('a', async () => { ${lines.join(';')} })`, 'a.test.ts').cases[0]?.assertions ??
  [];

const one = (line: string): Assertion => {
  const [first] = read(line);
  if (first === undefined) throw new Error(`no assertion in ${line}`);
  return first;
};

const compare = (base: string, head: string): string => {
  const comparison = compareAssertions(one(base), one(head));
  return comparison.kind === 'weaker' && comparison.isSlight ? 'slightly weaker' : comparison.kind;
};

describe('compareAssertions', () => {
  it.each([
    ['expect(a).toEqual({ x: 1 })', 'expect(a).toBeDefined()'],
    ['expect(a).toStrictEqual({ x: 1 })', 'expect(a).toMatchObject({ x: 1 })'],
    ['expect(a).toBe(3)', 'expect(a).toBeGreaterThan(0)'],
    ['expect(a).toBe("text")', 'expect(a).toContain("te")'],
    ['expect(a).toBe(5)', 'expect(a).not.toBe(4)'],
    ['expect(a).toBe(true)', 'expect(a).toBeTruthy()'],
    ['expect(a).toBeGreaterThan(10)', 'expect(a).toBeGreaterThan(1)'],
    ['expect(a).toBeLessThan(10)', 'expect(a).toBeLessThan(100)'],
    ['expect(a).toBeCloseTo(1.234, 5)', 'expect(a).toBeCloseTo(1.234, 1)'],
    ['expect(f).toThrow(RangeError)', 'expect(f).toThrow()'],
    ['expect(f).toThrow("too large")', 'expect(f).toThrow(Error)'],
    ['expect(f).toHaveBeenCalledWith(1)', 'expect(f).toHaveBeenCalled()'],
    ['expect(f).toHaveBeenCalledTimes(2)', 'expect(f).toHaveBeenCalled()'],
    ['expect(f).toHaveBeenCalledWith("a", 1)', 'expect(f).toHaveBeenCalledWith("a", expect.any(Number))'],
    ['expect(a).toEqual({ x: 1 })', 'expect(a).toEqual(expect.objectContaining({ x: 1 }))'],
    ['expect(a).toHaveLength(3)', 'expect(a.length).toBeGreaterThan(0)'],
    ['expect(a).toHaveProperty("x", 1)', 'expect(a).toHaveProperty("x")'],
    ['expect(a).toMatchSnapshot()', 'expect(a).toBeTruthy()'],
    ['expect(a).to.equal(1)', 'expect(a).to.be.ok'],
    ['expect(a).to.deep.equal([1])', 'expect(a).to.be.an("array")'],
    ['assert.strictEqual(a, 1)', 'assert.ok(a)'],
    ['assert.throws(f, /large/)', 'assert.throws(f)'],
    ['expectTypeOf(a).toEqualTypeOf<string>()', 'expectTypeOf(a).not.toBeAny()'],
    ['expect(a).toBe(1)', 'expect(a).toEqual(expect.anything())'],
    ['expect(a).toBe(1)', 'expect(a).toBe(a)'],
    ['expect(a).toContain("te")', 'expect(a).toMatch(/./)'],
    ['expect(a).toMatch(/te/)', 'expect(a).toMatch(/[\\s\\S]*/)'],
  ])('%s → %s is weaker', (base, head) => {
    expect(compare(base, head)).toBe('weaker');
    expect(compare(head, base)).not.toMatch(/weaker/);
  });

  it.each([
    ['expect(a).toStrictEqual([1])', 'expect(a).toEqual([1])', 'slightly weaker'],
    ['assert.deepStrictEqual(a, [1])', 'assert.deepEqual(a, [1])', 'slightly weaker'],
    ['expect(a).toBe(1)', 'expect(a).toBe(2)', 'edited'],
    ['expect(a).toBeTruthy()', 'expect(a).toBeFalsy()', 'edited'],
    ['expect(a).not.toContain(1)', 'expect(a).toContain(1)', 'edited'],
    ['expect(a).toEqual({ x: 1 })', 'expect(a).toEqual({ x: 1, y: expect.any(Date) })', 'edited'],
    [
      'expect(f).toHaveBeenCalledWith(expect.anything())',
      'expect(f).toHaveBeenCalledWith(expect.anything(), expect.anything())',
      'edited',
    ],
    ['expect(a).toBeVisible()', 'expect(a).toBeInTheDocument()', 'unknown'],
    ['expect(f).toThrow()', 'expect(f).toThrow("too large")', 'edited'],
    ['assert.equal(a, 1)', 'expect(a).toBe(1)', 'stronger'],
    ['t.true(a > 1)', 'assert.ok(a > 1)', 'same'],
    ['assert(a === 1)', 'expect(a).toBe(1)', 'stronger'],
  ])('%s → %s is %s', (base, head, expected) => {
    expect(compare(base, head)).toBe(expected);
  });

  it('calls nothing weaker than itself', () => {
    const matcher = fc.constantFrom(
      'toBe(1)',
      'not.toBe(1)',
      'toEqual({ x: 1 })',
      'toBeDefined()',
      'toThrow()',
      'toMatch(/a/)',
      'toBeOdd()',
      'toBeCloseTo(1)',
    );
    fc.assert(
      fc.property(matcher, (text) => {
        expect(compare(`expect(a).${text}`, `expect(a).${text}`)).toBe('same');
      }),
    );
  });
});

describe('matchAssertions', () => {
  const changes = (base: readonly string[], head: readonly string[]): readonly string[] =>
    matchAssertions(read(...base), read(...head)).map(({ kind, base: { subject } }) => `${kind} ${subject}`);

  it('finds what is lost whatever stands around it', () => {
    expect(changes(['expect(a).toBe(1)', 'expect(b).toBe(2)'], ['expect(b).toBe(2)'])).toEqual(['lost a']);
    expect(changes(['expect(a.x).toBe(1)', 'expect(a.y).toBe(2)'], ['expect(a).toEqual({ x: 1, y: 2 })'])).toEqual([]);
    expect(changes(['expect(a).toEqual({ x: 1, y: 2 })'], ['expect(a.x).toBe(1)', 'expect(a.y).toBe(2)'])).toEqual([]);
    expect(changes(['expect(a).toBeDefined()', 'expect(a).toBe(1)'], ['expect(a).toBe(1)'])).toEqual([]);
    expect(changes(['expect(a).toBe(1)'], ['expect(b).toBe(1)'])).toEqual([]);
    expect(changes(['expect(a).toBe(1)', 'expect(b).toBe(2)'], ['expect(c).toMatchSnapshot()'])).toEqual([]);
  });

  it('finds nothing where assertions stand in another order, and each that is taken out', () => {
    const all = [
      'expect(a).toBe(1)',
      'expect(b).toContain(2)',
      'expect(c).toThrow()',
      'await expect(d).rejects.toThrow("x")',
    ];
    const order = fc.shuffledSubarray(all, { minLength: all.length });
    fc.assert(
      fc.property(order, fc.nat(all.length - 1), (shuffled, out) => {
        expect(changes(all, shuffled)).toEqual([]);
        expect(changes(all, shuffled.toSpliced(out, 1))).toHaveLength(1);
      }),
    );
  });
});
