import fc from 'fast-check';
import * as parser from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { createTestModelReader } from './read-test-model.ts';
import type { Assertion, TestCase, TestModel } from './test-model.ts';

const read = (text: string, path = 'a.test.ts'): TestModel => createTestModelReader(parser).read(text, path);

const only = (text: string): TestCase => {
  const [first, ...rest] = read(text).cases;
  if (first === undefined || rest.length > 0) throw new Error(`one test was expected, ${rest.length + 1} found`);
  return first;
};

const shown = ({ subject, matcher, isNegated, args }: Assertion): string =>
  `${subject} ${isNegated ? 'not ' : ''}${matcher} ${args.join('|')}`.trim();

describe('a test model', () => {
  it('names tests by their suites', () => {
    const text = `describe('price', () => { describe('tax', () => { it('adds', () => {}); }); test(\`is \${n}\`, f); });`;
    expect(read(text).cases.map(({ path }) => path)).toEqual([
      ['price', 'tax', 'adds'],
      ['price', '`is ${n}`'],
    ]);
  });

  it.each([
    ['it.skip("a", () => {})', 'skipped', ''],
    ['xit("a", () => {})', 'skipped', ''],
    ['describe.skip("s", () => { it("a", () => {}) })', 'skipped', ''],
    ['// flaky, see #12\nit.skip("a", () => {})', 'skipped', 'flaky, see #12'],
    ['it.todo("a")', 'todo', ''],
    ['it("a")', 'todo', ''],
    ['it.fails("a", () => {})', 'fails', ''],
    ['it.failing("a", () => {})', 'fails', ''],
    ['it.skipIf(isCi)("a", () => {})', 'conditional', 'isCi'],
    ['it.skipIf(true)("a", () => {})', 'skipped', ''],
    ['it.runIf(false)("a", () => {})', 'skipped', ''],
    ['test("a", { skip: true }, () => {})', 'skipped', ''],
    ['test("a", { skip: "no network" }, () => {})', 'skipped', 'no network'],
    ['test("a", { skip: false }, () => {})', 'runs', ''],
    ['test("a", { skip: isWindows }, () => {})', 'conditional', 'isWindows'],
    ['it("a", (ctx) => { ctx.skip(); })', 'skipped', ''],
    ['test("a", () => { test.skip(isMobile, "no hover"); })', 'conditional', "isMobile, 'no hover'"],
    ['it("a", function () { if (old) this.skip(); })', 'conditional', 'a condition in the test'],
    ['const maybe = db ? describe : describe.skip; maybe("s", () => { it("a", () => {}) })', 'conditional', 'db'],
    ['if (isLinux) { it("a", () => {}) }', 'conditional', 'isLinux'],
    ['if (false) { it("a", () => {}) }', 'skipped', ''],
    ['import { test as check } from "vitest"; check.skip("a", () => {})', 'skipped', ''],
    ['const test = base.extend({}); it("it.skip(\'b\')", () => {})', 'runs', ''],
  ])('%s is %s', (text, state, reason) => {
    const test = only(text);
    expect([test.state, test.reason]).toEqual([state, reason]);
  });

  it('knows tables, loops, and tests that run alone', () => {
    expect(only(`it.each([[1]])('a %s', () => {})`).isTable).toBe(true);
    expect(only('it.each`a\n${1}`("a", () => {})').isTable).toBe(true);
    expect(only(`for (const n of [1]) it('a' + n, () => {})`).isTable).toBe(true);
    expect(only(`describe.only('s', () => { it('a', () => {}) })`).isOnly).toBe(true);
    expect(only(`fit('a', () => {})`).isOnly).toBe(true);
  });

  it('reads limits', () => {
    expect(only(`it('a', () => {}, 30_000)`).timeoutMs).toBe(30_000);
    expect(only(`it('a', { timeout: 60 * 1000, retry: 2 }, () => {})`)).toMatchObject({
      timeoutMs: 60_000,
      retries: 2,
    });
    expect(read(`jest.setTimeout(20000); vi.setConfig({ testTimeout: 9000 }); jest.retryTimes(3)`)).toMatchObject({
      fileTimeoutMs: 20_000,
      fileRetries: 3,
    });
  });

  it.each([
    ['expect(a).toBe(1)', 'a toBe 1'],
    ['expect( a ) . not . toEqual( { x : 1, } )', 'a not toEqual {x:1}'],
    ['expect(a).toHaveLength(2)', 'a.length toBe 2'],
    ['expect.soft(a).toBe(1)', 'a toBe 1'],
    ['expect(a).to.be.true', 'a true'],
    ['expect(a).to.deep.equal([1])', 'a equal [1]'],
    ['expectTypeOf(a).toEqualTypeOf<string>()', 'a toEqualTypeOf <string>'],
    ['assert.deepStrictEqual(a, b)', 'a assert.deepStrictEqual b'],
    ['assert(a > 1)', 'a>1 assert'],
    ['t.is(a, 1)', 'a t.is 1'],
    ['sinon.assert.calledOnce(spy)', 'spy assert.calledOnce'],
    ['expectValid(a, 1)', 'a call:expectValid 1'],
    ['expect.assertions(2)', 'expect.assertions 2'],
  ])('reads %s', (code, expected) => {
    expect(only(`it('a', () => { ${code}; })`).assertions.map(shown)).toEqual([expected]);
  });

  it.each([
    ['try { expect(a).toBe(1); } catch {}', 'swallowed'],
    ['try { expect(a).toBe(1); } catch (error) { console.log(error); }', 'swallowed'],
    ['try { expect(a).toBe(1); } catch (error) { throw error; }', 'none'],
    ['try { expect(a).toBe(1); } catch (error) { done(error); }', 'none'],
    ['try { expect(a).toBe(1); resolve(); } catch (error) { console.log(error); }', 'none'],
    ['try { expect(a).toBe(1); } finally { close(); }', 'none'],
    ['await run().then((a) => expect(a).toBe(1)).catch(() => {})', 'swallowed'],
    ['if (a) expect(a).toBe(1)', 'conditional'],
    ['if (false) expect(a).toBe(1)', 'unreachable'],
    ['a && expect(a).toBe(1)', 'conditional'],
    ['return; expect(a).toBe(1)', 'unreachable'],
    ['if (!a) return; expect(a).toBe(1)', 'conditional'],
    ['if (!a) throw new Error(); expect(a).toBe(1)', 'none'],
    ['expect(a).resolves.toBe(1)', 'unawaited'],
    ['void expect(a).rejects.toThrow()', 'unawaited'],
    ['await expect(a).resolves.toBe(1)', 'none'],
    ['return expect(a).rejects.toThrow()', 'none'],
  ])('sees what guards an assertion: %s is %s', (code, guard) => {
    expect(only(`it('a', async () => { ${code}; })`).assertions.map((one) => one.guard)).toEqual([guard]);
  });

  it('reads functions and hooks that assert beside the tests', () => {
    const text = `const valid = (a) => { expect(a.ok).toBe(true); };\nafterEach(() => { expect(errors).toEqual([]); });\nit('a', () => { valid(x); });`;
    expect(read(text).cases.map(({ kind, path }) => [kind, ...path])).toEqual([
      ['helper', 'valid'],
      ['hook', 'afterEach'],
      ['test', 'a'],
    ]);
    expect(read(text).cases[2]?.assertions.map(shown)).toEqual(['x call:valid']);
  });

  it('does not take a method called test for a test', () => {
    expect(
      read(`it('a', () => { expect(/x/.test('x')).toBe(true); }); test.use({ a: 1 }); it.step('b', () => {});`).cases,
    ).toHaveLength(1);
  });

  it('reads mocks and imports', () => {
    expect(
      read(
        `import { a } from './a'; vi.mock('./a', async (original) => ({ ...(await original()), b: 1 })); jest.mock('../b'); mock.module('c', {});`,
      ),
    ).toMatchObject({
      imports: [{ specifier: './a', names: ['a'] }],
      mocks: [
        { specifier: './a', isPartial: true },
        { specifier: '../b', isPartial: false },
        { specifier: 'c', isPartial: false },
      ],
    });
  });

  it('is the same whatever the spaces, comments and quotes', () => {
    const one = only(`it('a', () => { expect(f("x")).toBe(1) })`);
    const other = only(`it('a', () => {\n  // why\n  expect(f('x'))\n    .toBe(1)\n})`);
    expect(other.hash).toBe(one.hash);
  });

  it('says that a file does not parse or is too large, and never throws', () => {
    expect(read('it("a", () => {').problem).toBe('it does not parse');
    expect(read(`// ${'x'.repeat(1_600_000)}`).problem).toBe('it is larger than 1.5 MB');
    for (const part of ['[', 'if (a) ', '!', 'a => ', 'a ? b : ', 'if (a) {} else ', '1 + '])
      expect(read(`x = ${part.repeat(90_000)}1`).problem, part).toBe('it nests too deep');
    const piece = fc.constantFrom(
      'it(',
      '"a"',
      ',',
      '() => {',
      '}',
      ')',
      'expect(a)',
      '.not',
      '.toBe(1)',
      ';',
      'try {',
      'catch {',
      '`',
      '${',
      'if (',
      'return',
      '\n',
      '.skip',
      '[',
      ']',
      '=>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const model = read(pieces.join(' '));
        expect(JSON.parse(JSON.stringify(model))).toEqual(model);
      }),
    );
  });
});
