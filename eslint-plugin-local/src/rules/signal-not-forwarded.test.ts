import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { signalNotForwarded } from './signal-not-forwarded.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

const forward = (output: string, signal = 'signal') => [{ messageId: 'forward' as const, data: { signal }, output }];

new RuleTester().run('signal-not-forwarded', signalNotForwarded, {
  valid: [
    'const load = (url, signal) => fetch(url, { signal });',
    'const load = (url, { signal }) => fetch(url, { method: "POST", signal });',
    {
      name: 'a signal made from it',
      code: 'const load = (url, signal) => { const both = AbortSignal.any([signal, timer]); return fetch(url, { signal: both }); };',
    },
    {
      name: 'a controller that it aborts',
      code: 'const load = (url, signal) => { const controller = new AbortController(); signal.addEventListener("abort", () => controller.abort()); return fetch(url, { signal: controller.signal }); };',
    },
    {
      name: 'it waits for the signal by itself',
      code: 'import { spawn } from "node:child_process"; const run = (file, signal) => { const child = spawn(file); signal.addEventListener("abort", () => child.kill()); };',
    },
    { name: 'options from elsewhere may hold it', code: 'const load = (url, init, signal) => fetch(url, init);' },
    { name: 'a spread may hold it', code: 'const load = (url, signal) => fetch(url, { ...defaults });' },
    { name: 'no signal is taken', code: 'const load = (url) => fetch(url);' },
    { name: 'a signal of the system', code: 'const stop = (signal: NodeJS.Signals) => fetch(url);' },
    {
      name: 'cleaning up goes on',
      code: 'const load = async (url, signal) => { try { await fetch(url, { signal }); } finally { await fetch(`${url}/close`); } };',
    },
    { name: 'nobody waits for it', code: 'const load = (url, signal) => { void fetch(url); };' },
    { name: 'a race with the signal stops it', code: 'const load = (url, signal) => race(fetch(url), signal);' },
    { name: 'a call that takes no signal', code: 'const load = async (url, signal) => { await store.load(url); };' },
    {
      name: 'a function of the file that takes none',
      code: 'const read = (id) => rows.get(id); const load = (id, signal) => read(id);',
    },
    {
      name: 'a function inside answers for itself',
      code: 'const load = (signal) => async (url, { signal: own }) => fetch(url, { signal: own });',
    },
    {
      name: 'a listener runs at a time of its own',
      code: 'const watch = (signal) => { emitter.on("end", () => fetch(url)); };',
    },
  ],
  invalid: [
    {
      name: 'fetch: the token is the callee, and a suggestion passes it on',
      code: 'const load = (url, signal) => fetch(url);',
      errors: [
        {
          messageId: 'notForwarded',
          column: 31,
          endColumn: 36,
          data: { call: 'fetch', signal: 'signal' },
          suggestions: forward('const load = (url, signal) => fetch(url, { signal });'),
        },
      ],
    },
    {
      name: 'options without it',
      code: 'const load = (url, { signal }) => fetch(url, { method: "POST" });',
      errors: [
        {
          messageId: 'notForwarded',
          suggestions: forward('const load = (url, { signal }) => fetch(url, { method: "POST", signal });'),
        },
      ],
    },
    {
      name: 'a signal by its type, under another name',
      code: 'async function load(url: string, stop: AbortSignal) { return fetch(url); }',
      errors: [
        {
          messageId: 'notForwarded',
          suggestions: forward(
            'async function load(url: string, stop: AbortSignal) { return fetch(url, { signal: stop }); }',
            'stop',
          ),
        },
      ],
    },
    {
      name: 'a time to wait',
      code: 'import { setTimeout as sleep } from "node:timers/promises"; const retry = async (signal) => { await sleep(100, undefined); };',
      errors: [
        {
          messageId: 'notForwarded',
          suggestions: forward(
            'import { setTimeout as sleep } from "node:timers/promises"; const retry = async (signal) => { await sleep(100, undefined, { signal }); };',
          ),
        },
      ],
    },
    {
      name: 'a function of the file that takes one',
      code: 'const read = (url, signal) => fetch(url, { signal }); const load = (url, signal) => read(url);',
      errors: [{ messageId: 'notForwarded', data: { call: 'read', signal: 'signal' } }],
    },
    {
      name: 'a method of the class that takes one',
      code: 'class A { read(url, { signal }) { return fetch(url, { signal }); } load(url, signal) { return this.read(url, {}); } }',
      errors: [{ messageId: 'notForwarded' }],
    },
    {
      name: 'a deadline',
      code: 'const load = (url, deadline: Deadline) => fetch(url, { method: "POST" });',
      errors: [{ messageId: 'notForwarded', suggestions: [] }],
    },
    {
      name: 'a function inside that takes none of its own',
      code: 'const all = (urls, signal) => urls.map((url) => fetch(url));',
      errors: [
        {
          messageId: 'notForwarded',
          suggestions: forward('const all = (urls, signal) => urls.map((url) => fetch(url, { signal }));'),
        },
      ],
    },
  ],
});
