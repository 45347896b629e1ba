import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { noSleepInTest } from './no-sleep-in-test.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('no-sleep-in-test', noSleepInTest, {
  valid: [
    {
      name: 'waiting for what must happen',
      code: 'it("ends", async () => { await once(job, "end"); await vi.waitFor(() => expect(n).toBe(1)); });',
    },
    {
      name: 'a turn of the event loop',
      code: 'it("ends", async () => { await new Promise((resolve) => setTimeout(resolve, 0)); });',
    },
    { name: 'fake timers', code: 'vi.useFakeTimers(); it("ends", async () => { await sleep(100); });' },
    {
      name: 'a fake that takes its time',
      code: 'it("ends", async () => { const slow = async () => { await sleep(50); return 1; }; await run(slow); });',
    },
    { name: 'a loop that asks again', code: 'it("ends", async () => { while (!isDone()) await sleep(10); });' },
    { name: 'waiting for a condition', code: 'it("ends", async () => { await wait(() => isDone()); });' },
    { name: 'product code', code: 'export const poll = async () => { await sleep(100); };' },
    {
      name: 'a limit on a wait',
      code: 'it("ends", async () => { await new Promise((resolve, reject) => { job.on("end", resolve); setTimeout(reject, 100); }); });',
    },
    {
      name: 'a short wait that is allowed',
      code: 'it("ends", async () => { await sleep(5); });',
      options: [{ allowMs: 5 }],
    },
    {
      name: 'time that must pass between two dates',
      code: 'it("ends", async () => { const before = new Date(); await delay(50); await save(); });',
    },
    {
      name: 'nothing may happen for a while',
      code: 'it("ends", async () => { emit(); await delay(50); expect(listener).not.toHaveBeenCalled(); });',
    },
    {
      name: 'a clock that must move on',
      code: 'it("ends", async () => { await save();\n// two writes may get the same timestamp\nawait delay(50); await save(); });',
    },
    { name: 'a method of that name', code: 'it("ends", async () => { await job.delay(100); });' },
  ],
  invalid: [
    {
      code: 'it("ends", async () => { await new Promise((resolve) => setTimeout(resolve, 100)); });',
      errors: [{ messageId: 'sleep', data: { duration: '100 ms' }, column: 26 }],
    },
    {
      name: 'with a block',
      code: 'it("ends", async () => { await new Promise((r) => { setTimeout(() => r(), 100); }); });',
      errors: [{ messageId: 'sleep' }],
    },
    {
      name: 'a function of that name',
      code: 'test("ends", async () => { start(); await sleep(1000); });',
      errors: [{ messageId: 'sleep' }],
    },
    {
      name: 'of the platform',
      code: 'import { setTimeout as rest } from "node:timers/promises"; it("ends", async () => { await rest(100); });',
      errors: [{ messageId: 'sleep' }],
    },
    {
      name: 'a time with a name',
      code: 'it("ends", async () => { await delay(settleMs * 2); });',
      errors: [{ messageId: 'sleep', data: { duration: '`settleMs * 2` ms' } }],
    },
    { name: 'in a hook', code: 'afterEach(async () => { await delay(200); });', errors: [{ messageId: 'sleep' }] },
    {
      name: 'a short one, where none is allowed',
      code: 'it("ends", async () => { await sleep(5); });',
      options: [{ allowMs: 0 }],
      errors: [{ messageId: 'sleep', data: { duration: '5 ms' } }],
    },
    {
      name: 'under a condition',
      code: 'it("ends", async () => { if (slow) { await delay(200); } });',
      errors: [{ messageId: 'sleep' }],
    },
  ],
});
