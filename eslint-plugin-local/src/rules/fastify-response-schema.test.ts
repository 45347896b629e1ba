import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { fastifyResponseSchema } from './fastify-response-schema.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

const file = (response: string, handler: string, before = ''): string =>
  `import Fastify from 'fastify';\nconst app = Fastify();\n${before}app.get("/a", { schema: { response: ${response} } }, ${handler});`;
const closed = '{ 200: Type.Object({ id: Type.String(), title: Type.Optional(Type.String()) }) }';

new RuleTester().run('fastify-response-schema', fastifyResponseSchema, {
  valid: [
    file(closed, 'async () => ({ id, title })'),
    file(closed, 'async () => { return { id }; }'),
    file(closed, '(request, reply) => reply.code(200).send({ id })'),
    {
      name: 'a class of codes',
      code: file('{ 200: A, "4xx": Problem }', '(request, reply) => reply.code(404).send(problem)'),
    },
    { name: 'a default', code: file('{ default: Problem }', '(request, reply) => reply.code(500).send(problem)') },
    {
      name: 'a named code',
      code: file('{ [StatusCodes.OK]: A }', '(request, reply) => reply.status(StatusCodes.OK).send(a)'),
    },
    {
      name: 'schemas from elsewhere may have the code',
      code: file('{ ...common, 200: A }', '(request, reply) => reply.code(404).send(a)'),
    },
    { name: 'no content has no schema', code: file('{ 200: A }', '(request, reply) => reply.code(204).send()') },
    { name: 'a redirect has none', code: file('{ 200: A }', '(request, reply) => reply.code(302).redirect("/b")') },
    {
      name: 'an open object keeps every key',
      code: file(
        '{ 200: Type.Object({ id: Type.String() }, { additionalProperties: true }) }',
        'async () => ({ id, more })',
      ),
    },
    { name: 'a schema of another file', code: file('{ 200: Track }', 'async () => ({ id, more })') },
    { name: 'a spread may bring the key', code: file(closed, 'async () => ({ ...row })') },
    {
      name: 'a code set before may hold for this answer',
      code: file(
        closed,
        'async (request, reply) => { if (!row) { reply.code(200); return { message }; } return { id }; }',
      ),
    },
    {
      name: 'what a function inside returns is no answer',
      code: file(
        closed,
        'async () => { const rows = ids.map((id) => { return { a: id }; }); return { id: rows[0].a }; }',
      ),
    },
    { name: 'a union has no keys of its own', code: file('{ 200: Type.Union([A, B]) }', 'async () => ({ more })') },
    {
      name: 'no Fastify',
      code: 'app.get("/a", { schema: { response: {} } }, (request, reply) => reply.code(500).send({}));',
    },
  ],
  invalid: [
    {
      name: 'a code without a schema: the token is the code',
      code: file('{ 200: A }', '(request, reply) => reply.code(404).send(problem)'),
      errors: [{ messageId: 'undeclaredStatus', data: { status: 404 } }],
    },
    {
      name: 'a code in a function inside',
      code: file('{ 200: A }', 'async (request, reply) => store.read((row) => { reply.status(409); return row; })'),
      errors: [{ messageId: 'undeclaredStatus', data: { status: 409 } }],
    },
    {
      name: 'a key that the serialiser drops: the token is the key',
      code: file(closed, 'async () => ({ id, artist: row.artist })'),
      errors: [{ messageId: 'droppedKey', data: { key: 'artist', status: 200 } }],
    },
    {
      name: 'a key that is sent',
      code: file(closed, '(request, reply) => reply.code(200).send({ id, artist })'),
      errors: [{ messageId: 'droppedKey' }],
    },
    {
      name: 'a key that the schema requires',
      code: file(closed, 'async () => { return { title }; }'),
      errors: [{ messageId: 'missingKey', data: { key: 'id', status: 200 } }],
    },
    {
      name: 'plain JSON Schema with a name of its own',
      code: file(
        '{ 200: Track }',
        'async () => ({ id, artist })',
        'const Track = { type: "object", required: ["id", "title"], properties: { id: S, title: S } };\n',
      ),
      errors: [
        { messageId: 'missingKey', data: { key: 'title', status: 200 } },
        { messageId: 'droppedKey', data: { key: 'artist', status: 200 } },
      ],
    },
    {
      name: 'zod',
      code: file('{ 201: z.object({ id: z.string() }) }', '(request, reply) => reply.code(201).send({ id, secret })'),
      errors: [{ messageId: 'droppedKey', data: { key: 'secret', status: 201 } }],
    },
    {
      name: 'a code that the options do not leave out',
      code: file('{ 200: A }', '(request, reply) => reply.code(204).send()'),
      options: [{ ignoreStatus: [] }],
      errors: [{ messageId: 'undeclaredStatus' }],
    },
  ],
});
