import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { noAwaitFreeWriteBeforeReply } from './no-await-free-write-before-reply.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

const addAwait = (output: string) => [{ messageId: 'addAwait' as const, output }];

new RuleTester().run('no-await-free-write-before-reply', noAwaitFreeWriteBeforeReply, {
  valid: [
    'app.post("/", async (req, res) => { await prisma.play.create({ data: req.body }); res.send("ok"); });',
    { name: 'returned', code: 'app.post("/", (req, res) => { return prisma.play.create({ data: req.body }); });' },
    {
      name: 'its failure is handled',
      code: 'app.post("/", (req, res) => { prisma.play.create({ data }).catch(report); res.send("ok"); });',
    },
    {
      name: 'the reply waits for it',
      code: 'app.post("/", (req, res) => { prisma.play.create({ data }).then(() => res.send("ok")); });',
    },
    {
      name: 'said to be nobody’s business',
      code: 'app.post("/", async (req, res) => { void prisma.play.create({ data }); res.send("ok"); });',
    },
    {
      name: 'after the reply',
      code: 'app.post("/", async (req, res) => { res.send("ok"); prisma.play.create({ data }); });',
    },
    { name: 'no handler', code: 'export const record = (data) => { prisma.play.create({ data }); return 1; };' },
    {
      name: 'no write',
      code: 'app.post("/", async (req, res) => { plays.push(req.body); cache.delete(key); res.send("ok"); });',
    },
    {
      name: 'a row that is built',
      code: 'app.post("/", async (req, res) => { const row = db.track.create(req.body); res.send(row); });',
    },
  ],
  invalid: [
    {
      name: 'Prisma in Express: the token is the callee, and a suggestion awaits',
      code: 'app.post("/", async (req, res) => { prisma.play.create({ data: req.body }); res.send("ok"); });',
      errors: [
        {
          messageId: 'unawaited',
          column: 37,
          data: { call: 'prisma.play.create' },
          suggestions: addAwait(
            'app.post("/", async (req, res) => { await prisma.play.create({ data: req.body }); res.send("ok"); });',
          ),
        },
      ],
    },
    {
      name: 'a function that cannot await has no suggestion',
      code: 'app.post("/", (req, res) => { plays.insertOne(req.body); res.json({}); });',
      errors: [{ messageId: 'unawaited', suggestions: [] }],
    },
    {
      name: 'Fastify that returns its answer',
      code: 'fastify.post("/", async (request) => { playRepository.save(request.body); return { ok: true }; });',
      errors: [
        {
          messageId: 'unawaited',
          suggestions: addAwait(
            'fastify.post("/", async (request) => { await playRepository.save(request.body); return { ok: true }; });',
          ),
        },
      ],
    },
    {
      name: 'a file',
      code: 'app.post("/", async (req, res) => { fs.promises.writeFile("a", req.body); res.end(); });',
      errors: [
        {
          messageId: 'unawaited',
          suggestions: addAwait(
            'app.post("/", async (req, res) => { await fs.promises.writeFile("a", req.body); res.end(); });',
          ),
        },
      ],
    },
    {
      name: 'an own function that an option names',
      code: 'app.post("/", async (req, res) => { plays.record(req.body); res.end(); });',
      options: [{ writes: ['plays.record'] }],
      errors: [
        {
          messageId: 'unawaited',
          suggestions: addAwait('app.post("/", async (req, res) => { await plays.record(req.body); res.end(); });'),
        },
      ],
    },
  ],
});
