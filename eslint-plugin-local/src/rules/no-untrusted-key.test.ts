import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { noUntrustedKey } from './no-untrusted-key.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('no-untrusted-key', noUntrustedKey, {
  valid: [
    { name: 'a fixed key', code: 'const f = (req) => table[req.query.page === "a" ? "a" : "b"];' },
    { name: 'a Map', code: 'const f = (req) => table.get(req.query.name);' },
    {
      name: 'a key that was tested',
      code: 'const f = (req) => { const { name } = req.query; if (!Object.hasOwn(table, name)) return null; return table[name]; };',
    },
    {
      name: 'a key among known ones',
      code: 'const f = (req) => { const name = req.params.name; if (!known.includes(name)) return null; return table[name]; };',
    },
    { name: 'a number', code: 'const f = (req) => rows[Number(req.query.index)];' },
    {
      name: 'the request’s own part',
      code: 'const f = (req) => { for (const key of Object.keys(req.body)) use(req.body[key]); };',
    },
    {
      name: 'an object without a prototype',
      code: 'const f = (req) => { const seen = Object.create(null); seen[req.query.name] = 1; };',
    },
    {
      name: 'an object that says that it has none',
      code: 'const f = (req) => { const table = { __proto__: null, a: 1 }; return table[req.query.name]; };',
    },
    {
      name: 'an entry of an object of one’s own',
      code: 'const f = (req) => { const out = {}; out[req.query.name] = 1; return out; };',
    },
    { name: 'a test', code: 'table[req.query.name];', filename: 'src/a.test.ts' },
    { name: 'what does not come from a request', code: 'const f = (row) => table[row.query.name];' },
  ],
  invalid: [
    {
      code: 'const f = (req) => table[req.query.name];',
      errors: [{ messageId: 'read', data: { key: 'req.query.name', object: 'table' }, column: 26 }],
    },
    {
      name: 'through a variable',
      code: 'const f = (request) => { const { name } = request.params; return handlers[name]; };',
      errors: [{ messageId: 'read' }],
    },
    {
      name: 'a write',
      code: 'const f = (req) => { settings[req.body.key] = req.body.value; };',
      errors: [{ messageId: 'write', data: { key: 'req.body.key', object: 'settings' } }],
    },
    {
      name: 'a write into what stands under the key',
      code: 'const f = (req) => { const out = {}; out[req.body.group][req.body.key] = 1; };',
      errors: [{ messageId: 'write' }, { messageId: 'write' }],
    },
    {
      name: 'each key of a body',
      code: 'const f = (req) => { for (const [key, value] of Object.entries(req.body)) settings[key] = value; };',
      errors: [{ messageId: 'write' }],
    },
    {
      name: 'a query of Hono',
      code: 'app.get("/", (c) => table[c.req.query("name")]);',
      errors: [{ messageId: 'read' }],
    },
    {
      name: 'an awaited body of Koa',
      code: 'const f = async (ctx) => { const body = await ctx.request.body; return table[body.name.toLowerCase()]; };',
      errors: [{ messageId: 'read' }],
    },
  ],
});
