import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { noLeakedListener } from './no-leaked-listener.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('no-leaked-listener', noLeakedListener, {
  valid: [
    { name: 'a timer of the module', code: 'setInterval(sweep, 1000);' },
    {
      name: 'a timer of a function that starts the process',
      code: 'export const start = () => { setInterval(sweep, 1000); };',
    },
    {
      name: 'a timer that the class clears',
      code: 'class Cache { #timer = setInterval(sweep, 1000); close() { clearInterval(this.#timer); } }',
    },
    {
      name: 'a timer set later and cleared',
      code: 'class Cache { start() { this.timer = setInterval(sweep, 1000); } stop() { clearInterval(this.timer); } }',
    },
    {
      name: 'a timer cleared through another name',
      code: 'class Cache { start() { this.timer = setInterval(sweep, 1000); } stop() { const { timer } = this; clearInterval(timer); } }',
    },
    { name: 'a class that cannot be closed', code: 'class Cache { start() { setInterval(sweep, 1000); } }' },
    {
      name: 'a timer cleared when the request ends',
      code: 'app.get("/", (req, res) => { const timer = setInterval(ping, 1000); res.on("close", () => clearInterval(timer)); });',
    },
    {
      name: 'a listener on what the request brings',
      code: 'app.get("/", (req, res) => { req.on("data", add); res.on("close", end); });',
    },
    {
      name: 'a listener that is removed',
      code: 'app.get("/", (req, res) => { bus.on("change", send); req.on("close", () => bus.off("change", send)); });',
    },
    {
      name: 'a listener that hears once',
      code: 'app.get("/", (req, res) => { bus.once("change", send); target.addEventListener("x", f, { once: true }); });',
    },
    {
      name: 'a listener on what the request made',
      code: 'app.get("/", (req, res) => { const child = spawn("x"); child.on("exit", end); });',
    },
    { name: 'a listener of the module', code: 'process.on("SIGTERM", stop);' },
    {
      name: 'a listener that a class removes',
      code: 'class Server { start() { process.on("SIGTERM", this.stop); } close() { process.off("SIGTERM", this.stop); } }',
    },
    {
      name: 'an abort listener that is removed',
      code: 'const f = (signal) => { signal.addEventListener("abort", stop); done().finally(() => signal.removeEventListener("abort", stop)); };',
    },
    {
      name: 'an abort listener that hears once',
      code: 'const f = (signal) => { signal.addEventListener("abort", stop, { once: true }); };',
    },
    {
      name: 'options that cannot be read',
      code: 'const f = (signal, options) => { signal.addEventListener("abort", stop, options); };',
    },
    {
      name: 'a signal of one’s own',
      code: 'const f = () => { const { signal } = new AbortController(); signal.addEventListener("abort", stop); };',
    },
    {
      name: 'another setInterval',
      code: 'import { setInterval } from "./clock"; class A { start() { setInterval(f, 1); } close() {} }',
    },
    { name: 'a test', code: 'class A { start() { setInterval(f, 1); } close() {} }', filename: 'src/a.test.ts' },
  ],
  invalid: [
    {
      name: 'a timer that a closed object leaves behind',
      code: 'class Cache { constructor() { setInterval(() => this.sweep(), 1000); } close() {} }',
      errors: [{ messageId: 'timer', data: { owner: 'the object', when: 'where the object is closed' }, column: 31 }],
    },
    {
      name: 'unref does not stop it',
      code: 'class Cache { start() { setInterval(sweep, 1000).unref(); } close() {} }',
      errors: [{ messageId: 'timer' }],
    },
    {
      name: 'kept in a field that nothing reads',
      code: 'class Cache { start() { this.timer = setInterval(sweep, 1000); this.timer.unref(); } close() {} }',
      errors: [{ messageId: 'timer' }],
    },
    {
      name: 'kept in a variable that nothing reads',
      code: 'class Cache { start() { const timer = setInterval(sweep, 1000); timer.unref(); } close() {} }',
      errors: [{ messageId: 'timer' }],
    },
    {
      name: 'a timer of a request',
      code: 'app.get("/events", (req, res) => { setInterval(() => res.write("ping"), 1000); });',
      errors: [{ messageId: 'timer', data: { owner: 'the request', when: 'when the request ends' } }],
    },
    {
      name: 'a listener that each request adds to what lives on',
      code: 'app.get("/events", (req, res) => { bus.on("change", (card) => res.write(card)); });',
      errors: [
        {
          messageId: 'listener',
          data: { target: 'bus', owner: 'the request', when: 'when the request ends', event: 'change' },
        },
      ],
    },
    {
      name: 'a listener on the process by a class that can be closed',
      code: 'class Server { start() { process.on("SIGTERM", () => this.close()); } close() {} }',
      errors: [{ messageId: 'listener' }],
    },
    {
      name: 'a listener on the signal of a caller',
      code: 'const f = (signal) => new Promise((resolve, reject) => { signal.addEventListener("abort", () => reject(signal.reason)); });',
      errors: [{ messageId: 'abortListener', data: { target: 'signal' } }],
    },
  ],
});
