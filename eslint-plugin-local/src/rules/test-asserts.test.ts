import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { testAsserts } from './test-asserts.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('test-asserts', testAsserts, {
  valid: [
    'it("adds", () => { expect(add(1, 2)).toBe(3); });',
    {
      name: 'node:test',
      code: 'import test from "node:test"; import assert from "node:assert"; test("adds", () => { assert.equal(add(1, 2), 3); });',
    },
    {
      name: 'the context of node:test',
      code: 'import { test } from "node:test"; test("adds", (t) => { t.assert.equal(add(1, 2), 3); });',
    },
    {
      name: 'a function of this file that asserts',
      code: 'const isThree = (n) => { expect(n).toBe(3); }; it("adds", () => { isThree(add(1, 2)); });',
    },
    {
      name: 'a function of this file, given on',
      code: 'const isThree = (n) => { expect(n).toBe(3); }; it("adds", () => { load().then(isThree); });',
    },
    {
      name: 'a helper whose name says that it asserts',
      code: 'it("adds", async () => { await expectStatus(200); }); it("is valid", () => { verifyCard(card); });',
    },
    {
      name: 'a helper that is told the status',
      code: 'it("refuses", async () => { await app.importToggles(body, 403); });',
    },
    { name: 'supertest', code: 'it("answers", () => request(app).get("/").expect(200));' },
    { name: 'should', code: 'it("adds", () => { add(1, 2).should.equal(3); });' },
    {
      name: 'a query that throws when there is none',
      code: 'it("shows it", async () => { await screen.findByRole("button"); });',
    },
    {
      name: 'a title that promises that nothing throws',
      code: 'it("does not throw on an empty list", () => { rank([]); }); it("doesn’t crash", () => { rank([]); });',
    },
    { name: 'a callback', code: 'it("calls back", (done) => { load(done); });' },
    {
      name: 'a promise that may reject',
      code: 'it("ends", async () => { await new Promise((resolve, reject) => { on("x", (e) => reject(e)); on("end", resolve); }); });',
    },
    { name: 'a regression that is named', code: '// Regression of issue 12\nit("adds", () => { add(1, 2); });' },
    {
      name: 'a promise that the code must resolve',
      code: 'it("ends", async () => { let run; const done = new Promise((resolve) => { run = () => resolve(); }); start(run); await done; });',
    },
    { name: 'a throw', code: 'it("finds it", () => { if (find() === null) throw new Error("missing"); });' },
    {
      name: 'an error of types',
      code: 'it("refuses text", () => { // @ts-expect-error text is no number\n add("1"); });',
    },
    { name: 'a comparison of types', code: 'it("gives a string", () => { type verified = Expect<Equal<A, B>>; });' },
    { name: 'not run', code: 'it.todo("adds"); it.skip("adds", () => { add(); });' },
    { name: 'its function stands elsewhere', code: 'it("adds", addsTest);' },
    {
      name: 'another function of that name',
      code: 'import { test } from "./pattern"; const ok = pattern.test("x"); test.run("a", () => { go(); });',
    },
    {
      name: 'a property',
      code: 'import fc from "fast-check"; test("adds", () => { fc.assert(fc.property(fc.nat(), (n) => n >= 0)); });',
    },
    {
      name: 'an assertion of one’s own',
      code: 'it("adds", () => { proves(add(1, 2)); });',
      options: [{ assertions: ['^proves$'] }],
    },
    {
      name: 'an empty test that says why',
      code: 'it("closes", () => { /* keeps the runner alive until all is closed */ });',
    },
  ],
  invalid: [
    {
      code: 'it("adds", () => { add(1, 2); });',
      errors: [{ messageId: 'none', line: 1, column: 1, endColumn: 3 }],
    },
    {
      name: 'a sleep asserts nothing',
      code: 'it("ends", async () => { start(); await new Promise((resolve) => setTimeout(resolve, 50)); });',
      errors: [{ messageId: 'none' }],
    },
    { name: 'an empty test', code: 'test("adds", () => {});', errors: [{ messageId: 'none' }] },
    {
      name: 'with rows',
      code: 'test.each([1, 2])("adds %s", (n) => { add(n, 1); });',
      errors: [{ messageId: 'none', column: 1 }],
    },
    {
      name: 'imported',
      code: 'import { it } from "vitest"; it.concurrent("adds", async () => { await add(1, 2); });',
      errors: [{ messageId: 'none' }],
    },
    {
      name: 'a helper of this file that asserts nothing',
      code: 'const make = () => ({ id: 1 }); it("makes", () => { make(); });',
      errors: [{ messageId: 'none' }],
    },
    {
      name: 'the answer is computed and dropped',
      code: 'it("compares", () => { const same = add(1, 2) === 3; });',
      errors: [{ messageId: 'none' }],
    },
    {
      name: 'two functions that call each other',
      code: 'const a = () => b(); const b = () => a(); it("ends", () => { a(); });',
      errors: [{ messageId: 'none' }],
    },
  ],
});
