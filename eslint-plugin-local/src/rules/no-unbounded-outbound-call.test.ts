import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { noUnboundedOutboundCall } from './no-unbounded-outbound-call.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

const property = 'signal: AbortSignal.timeout(5000)';
const suggested = (output: string, added = property) => [
  { messageId: 'addLimit' as const, data: { property: added }, output },
];
const strict = [{ unknown: 'report' as const }] as const;

new RuleTester().run('no-unbounded-outbound-call', noUnboundedOutboundCall, {
  valid: [
    'await fetch(url, { signal: AbortSignal.timeout(200) });',
    'await fetch(url, { method: "POST", signal });',
    'await globalThis.fetch(url, { signal });',
    'await fetch(new Request(url, { signal }));',
    'const init = { signal: controller.signal }; await fetch(url, init);',
    'const init = { signal } as const satisfies RequestInit; await fetch(url, init);',
    'const init: RequestInit = {}; init.signal = signal; await fetch(url, init);',
    'const init = {}; Object.assign(init, defaults); await fetch(url, init);',
    'await fetch(url, fast ? { signal: a } : { signal: b });',
    { name: 'options that a caller gives may hold a limit', code: 'const get = (url, init) => fetch(url, init);' },
    { name: 'a spread of unknown options may hold a limit', code: 'fetch(url, { method: "GET", ...init });' },
    {
      name: 'a request that a caller gives may hold a limit',
      code: 'const send = (request: Request) => fetch(request);',
    },
    { name: 'spread arguments may hold a limit', code: 'const send = (...args) => fetch(...args);' },
    { name: 'an injected fetch is the caller’s affair', code: 'const load = ({ fetch }) => fetch(url);' },
    { name: 'an own function may be called fetch', code: 'function fetch(url) { return rows[url]; } fetch("a");' },
    { name: 'a fetch of some other module is not known', code: 'import { fetch } from "./store.ts"; fetch("a");' },
    { name: 'a method called fetch is not the global', code: 'repository.fetch(url); this.fetch(url);' },
    {
      name: 'nothing leaves the machine for data and file addresses',
      code: 'fetch("data:text/plain,hi"); fetch("file:///a");',
    },
    { name: 'mentioning fetch calls nothing', code: 'const client = createClient({ fetch }); type F = typeof fetch;' },
    { name: 'a wrapper named after a time limit stops the wait', code: 'await withTimeout(fetch(url), 200);' },
    { name: 'a wrapper may take a function', code: 'await runWithDeadline(() => fetch(url), 200);' },
    { name: 'a race stops the wait', code: 'await Promise.race([fetch(url), timer(200)]);' },
    'import { request } from "undici"; await request(url, { headersTimeout: 100 });',
    'import { request } from "undici"; await request(url, { signal });',
    {
      name: 'a dispatcher carries its own limits',
      code: 'import { request } from "undici"; await request(url, { dispatcher });',
    },
    'import http from "node:http"; http.get(url, { timeout: 100 }, onResponse);',
    'import { request } from "node:https"; request({ host, path, timeout: 100 }, onResponse);',
    'import { request } from "node:http"; request(options, onResponse);',
    'import http from "node:http"; const request = http.request(url); request.setTimeout(100, () => request.destroy());',
    'import http from "node:http"; http.get(url, onResponse).setTimeout(100);',
    {
      name: 'a timer that destroys the request',
      code: 'import http from "node:http"; const call = http.request({ port }); setTimeout(() => call.destroy(), 100);',
    },
    {
      name: 'a server makes no outbound call',
      code: 'import http from "node:http"; http.createServer(handle).listen(80);',
    },
    'import axios from "axios"; await axios.get(url, { timeout: 100 });',
    'import axios from "axios"; await axios.post(url, body, { signal });',
    'import axios from "axios"; await axios({ url, timeout: 100 });',
    'import axios from "axios"; const api = axios.create({ baseURL, timeout: 100 }); await api.get("/a");',
    {
      name: 'one default sets the limit of every call',
      code: 'import axios from "axios"; axios.defaults.timeout = 100; await axios.get(url);',
    },
    { name: 'an own axios is not the client', code: 'const axios = { get: (key) => map.get(key) }; axios.get("a");' },
    'import got from "got"; await got(url, { timeout: { request: 100 } });',
    { name: 'ky gives up by itself', code: 'import ky from "ky"; await ky.get(url);' },
  ],
  invalid: [
    {
      name: 'fetch without options: the token is `fetch`',
      code: 'await fetch(url);',
      errors: [
        {
          messageId: 'unbounded',
          line: 1,
          column: 7,
          endColumn: 12,
          suggestions: suggested(`await fetch(url, { ${property} });`),
        },
      ],
    },
    {
      name: 'options without a limit',
      code: 'await fetch(url, { method: "POST" });',
      errors: [
        { messageId: 'unbounded', suggestions: suggested(`await fetch(url, { method: "POST", ${property} });`) },
      ],
    },
    {
      name: 'empty options',
      code: 'fetch(url, {});',
      errors: [{ messageId: 'unbounded', suggestions: suggested(`fetch(url, { ${property} });`) }],
    },
    {
      name: 'a limit that limits nothing',
      code: 'fetch(url, { signal: undefined });',
      errors: [{ messageId: 'unbounded', suggestions: null }],
    },
    {
      name: 'the last property wins over an earlier one only if it says something',
      code: 'const none = { method: "GET" }; fetch(url, { ...none, headers });',
      errors: [{ messageId: 'unbounded', suggestions: null }],
    },
    {
      name: 'options in a variable, no safe edit',
      code: 'const init = { method: "GET" }; fetch(url, init);',
      errors: [{ messageId: 'unbounded', column: 33, suggestions: null }],
    },
    {
      name: 'a member of the global object: the token is the member',
      code: 'globalThis.fetch(url);',
      errors: [
        {
          messageId: 'unbounded',
          column: 12,
          endColumn: 17,
          suggestions: suggested(`globalThis.fetch(url, { ${property} });`),
        },
      ],
    },
    {
      name: 'a Request without a signal',
      code: 'fetch(new Request(url));',
      errors: [{ messageId: 'unbounded', suggestions: suggested(`fetch(new Request(url), { ${property} });`) }],
    },
    {
      name: 'a timer around the start is no limit',
      code: 'setTimeout(() => fetch(url), 100);',
      errors: [
        { messageId: 'unbounded', suggestions: suggested(`setTimeout(() => fetch(url, { ${property} }), 100);`) },
      ],
    },
    {
      name: 'waiting for all is no race',
      code: 'await Promise.all([fetch(a, {}), timer]);',
      errors: [
        { messageId: 'unbounded', suggestions: suggested(`await Promise.all([fetch(a, { ${property} }), timer]);`) },
      ],
    },
    {
      name: 'another limit in the suggestion',
      code: 'fetch(url);',
      options: [{ suggestedTimeoutMs: 250 }],
      errors: [
        {
          messageId: 'unbounded',
          suggestions: suggested(
            'fetch(url, { signal: AbortSignal.timeout(250) });',
            'signal: AbortSignal.timeout(250)',
          ),
        },
      ],
    },
    {
      name: 'undici by a renamed import',
      code: 'import { request as send } from "undici"; await send(url);',
      errors: [
        {
          messageId: 'unbounded',
          data: { callee: 'send', wait: 'five minutes', bounds: 'signal or headersTimeout' },
          suggestions: suggested(`import { request as send } from "undici"; await send(url, { ${property} });`),
        },
      ],
    },
    {
      name: 'undici as a namespace',
      code: 'import * as undici from "undici"; undici.stream(url, { method: "GET" }, factory);',
      errors: [
        {
          messageId: 'unbounded',
          suggestions: suggested(
            `import * as undici from "undici"; undici.stream(url, { method: "GET", ${property} }, factory);`,
          ),
        },
      ],
    },
    {
      name: 'node:http with a callback: no safe edit',
      code: 'import http from "node:http"; http.get("http://a/", (response) => response.resume());',
      errors: [{ messageId: 'unbounded', suggestions: null }],
    },
    {
      name: 'node:https by require',
      languageOptions: { globals: { require: 'readonly' } },
      code: 'const { request } = require("https"); request({ host: "a" });',
      errors: [
        {
          messageId: 'unbounded',
          suggestions: suggested(`const { request } = require("https"); request({ host: "a", ${property} });`),
        },
      ],
    },
    {
      name: 'a request whose limit is set on another one',
      code: 'import http from "node:http"; const a = http.request("http://a/"); b.setTimeout(1);',
      errors: [
        {
          messageId: 'unbounded',
          suggestions: suggested(
            `import http from "node:http"; const a = http.request("http://a/", { ${property} }); b.setTimeout(1);`,
          ),
        },
      ],
    },
    {
      name: 'a request that is destroyed, but not by a timer',
      code: 'import http from "node:http"; const call = http.get("http://a/", () => {}); setTimeout(tick, 1); call.destroy();',
      errors: [{ messageId: 'unbounded', suggestions: null }],
    },
    {
      name: 'axios',
      code: 'import axios from "axios"; await axios.get(url);',
      errors: [
        {
          messageId: 'unbounded',
          suggestions: suggested(
            'import axios from "axios"; await axios.get(url, { timeout: 5000 });',
            'timeout: 5000',
          ),
        },
      ],
    },
    {
      name: 'axios with a body and no options: the body is not the options',
      code: 'import axios from "axios"; await axios.post(url, { timeout: 5 });',
      errors: [
        {
          messageId: 'unbounded',
          suggestions: suggested(
            'import axios from "axios"; await axios.post(url, { timeout: 5 }, { timeout: 5000 });',
            'timeout: 5000',
          ),
        },
      ],
    },
    {
      name: 'an axios instance without a limit is reported once, where it is made',
      code: 'import axios from "axios"; const api = axios.create({ timeout: 0 }); api.get("/a"); api.get("/b");',
      errors: [{ messageId: 'unbounded', column: 46, suggestions: null }],
    },
    {
      name: 'got',
      code: 'import got from "got"; got.post(url);',
      errors: [
        {
          messageId: 'unbounded',
          suggestions: suggested(
            'import got from "got"; got.post(url, { timeout: { request: 5000 } });',
            'timeout: { request: 5000 }',
          ),
        },
      ],
    },
    {
      name: 'strict: options that cannot be read here',
      code: 'const get = (url, init) => fetch(url, init);',
      options: strict,
      errors: [{ messageId: 'unknown', column: 28 }],
    },
    {
      name: 'strict: a spread after the limit may take it away',
      code: 'fetch(url, { signal, ...init });',
      options: strict,
      errors: [{ messageId: 'unknown' }],
    },
  ],
});
