import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { fastifyRouteSchema } from './fastify-route-schema.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

const file = (code: string): string => `import Fastify from 'fastify';\nconst app = Fastify();\n${code}`;

new RuleTester().run('fastify-route-schema', fastifyRouteSchema, {
  valid: [
    file('app.get("/a", { schema: { response: { 200: A } } }, async () => a);'),
    file('app.post("/a", { schema: { body: A, response: { 200: A } } }, async (request) => request.body);'),
    file(
      'app.route({ method: "GET", url: "/a", schema: { querystring: Q, response: { 200: A } }, handler: ({ query }) => query });',
    ),
    { name: 'a schema from elsewhere cannot be read', code: file('app.get("/a", { schema: routes.a }, () => a);') },
    { name: 'options from elsewhere cannot be read', code: file('app.get("/a", options, () => a);') },
    { name: 'a schema made of others', code: file('app.get("/a", { schema: { ...base } }, () => a);') },
    {
      name: 'a schema with a name of its own',
      code: file('const schema = { response: { 200: A } }; app.get("/a", { schema }, () => a);'),
    },
    {
      name: 'what machines ask about the process',
      code: file('app.get("/metrics", () => text()); app.get("/healthz", () => "ok");'),
    },
    { name: 'a wildcard passes everything on', code: file('app.get("/files/*", () => a);') },
    { name: 'a stream', code: file('app.get("/a", (request, reply) => reply.send(createReadStream("a")));') },
    { name: 'a redirect', code: file('app.get("/a", (request, reply) => reply.redirect("/b"));') },
    { name: 'a socket', code: file('app.get("/a", { websocket: true }, (socket) => {});') },
    {
      name: 'Express',
      code: 'import express from "express"; const app = express(); app.get("/a", (req, res) => res.send(a));',
    },
    { name: 'a map beside Fastify', code: file('const rows = new Map(); rows.get("a", 1);') },
    {
      name: 'an address that the options leave out',
      code: file('app.get("/a", () => a);'),
      options: [{ ignoreUrls: ['/a'] }],
    },
    {
      name: 'an answer may go without, when the options say so',
      code: file('app.get("/a", { schema: {} }, () => a);'),
      options: [{ response: 'optional' }],
    },
  ],
  invalid: [
    {
      name: 'no schema: the token is the callee',
      code: file('app.get("/a", async () => a);'),
      errors: [{ messageId: 'noSchema', line: 3, column: 1, endColumn: 8, data: { route: 'GET /a' } }],
    },
    {
      name: 'options without one',
      code: file('app.get("/a", { onRequest: check }, async () => a);'),
      errors: [{ messageId: 'noSchema' }],
    },
    {
      name: 'no response',
      code: file('app.get("/a", { schema: { tags: ["a"] } }, async () => a);'),
      errors: [{ messageId: 'noResponse' }],
    },
    {
      name: 'a body that nothing checks',
      code: file('app.post("/a", { schema: { response: R } }, async (request) => request.body.id);'),
      errors: [{ messageId: 'noInput', data: { route: 'POST /a', part: 'body', key: 'body' } }],
    },
    {
      name: 'parts taken apart in the parameter',
      code: file('app.get("/a/:id", { schema: { response: R } }, async ({ params, query }) => a);'),
      errors: [
        { messageId: 'noInput', data: { route: 'GET /a/:id', part: 'query', key: 'querystring' } },
        { messageId: 'noInput', data: { route: 'GET /a/:id', part: 'params', key: 'params' } },
      ],
    },
    {
      name: 'a route object',
      code: file('app.route({ method: ["PUT"], url: "/a", handler: () => a });'),
      errors: [{ messageId: 'noSchema', data: { route: 'PUT /a' } }],
    },
    {
      name: 'an instance by its type',
      code: 'import type { FastifyInstance } from "fastify"; export const routes = (server: FastifyInstance) => { server.get("/a", () => a); };',
      errors: [{ messageId: 'noSchema' }],
    },
    {
      name: 'an instance with a type provider',
      code: file('const typed = app.withTypeProvider(); typed.get("/a", () => a);'),
      errors: [{ messageId: 'noSchema' }],
    },
    {
      name: 'a handler with a name of its own',
      code: file('const list = async (request) => request.query.q; app.get("/a", { schema: { response: R } }, list);'),
      errors: [{ messageId: 'noInput' }],
    },
  ],
});
