import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { noBlockingCallOnRequestPath } from './no-blocking-call-on-request-path.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

const useAsync = (replacement: string, output: string) => [
  { messageId: 'useAsync' as const, data: { replacement }, output },
];

new RuleTester().run('no-blocking-call-on-request-path', noBlockingCallOnRequestPath, {
  valid: [
    {
      name: 'before the server listens',
      code: 'import fs from "node:fs"; const page = fs.readFileSync("a"); app.get("/", (req, res) => res.send(page));',
    },
    { name: 'no handler in sight', code: 'import fs from "node:fs"; export const load = () => fs.readFileSync("a");' },
    {
      name: 'the form that waits aside',
      code: 'import fs from "node:fs/promises"; app.get("/", async (req, res) => res.send(await fs.readFile("a")));',
    },
    {
      name: 'read once, on first use',
      code: 'import { readFileSync } from "fs"; let page; app.get("/", (req, res) => { page ??= readFileSync("a"); res.send(page); });',
    },
    {
      name: 'read once behind a check',
      code: 'import { readFileSync } from "fs"; let page; app.get("/", (req, res) => { if (!page) page = readFileSync("a"); res.send(page); });',
    },
    {
      name: 'existsSync is allowed by default',
      code: 'import fs from "fs"; app.get("/", (req, res) => res.send(fs.existsSync("a")));',
    },
    {
      name: 'an own function of that name',
      code: 'import { readFileSync } from "./memory.ts"; app.get("/", (req, res) => res.send(readFileSync("a")));',
    },
    {
      name: 'a setting is no route',
      code: 'import fs from "fs"; app.get("name"); function load() { return fs.readFileSync("a"); }',
    },
    {
      name: 'a timer runs at a time of its own',
      code: 'import fs from "fs"; app.get("/", (req, res) => { setTimeout(() => fs.rmSync("a"), 10); res.send(""); });',
    },
    {
      name: 'a command line among the routes',
      code: 'import fs from "fs"; export async function run() { fs.readFileSync("a"); }',
      filename: 'src/cli/routes/run.ts',
    },
  ],
  invalid: [
    {
      name: 'Express: the token is the callee, and a suggestion awaits',
      code: 'import fs from "node:fs"; app.get("/", async (req, res) => { res.send(fs.readFileSync("a")); });',
      errors: [
        {
          messageId: 'blocking',
          column: 71,
          suggestions: useAsync(
            'fs.promises.readFile',
            'import fs from "node:fs"; app.get("/", async (req, res) => { res.send((await fs.promises.readFile("a"))); });',
          ),
        },
      ],
    },
    {
      name: 'Fastify, by the handler of a route object',
      code: 'import { execSync } from "node:child_process"; fastify.route({ url: "/", handler: () => execSync("ls") });',
      errors: [{ messageId: 'blocking' }],
    },
    {
      name: 'a function of the file that a handler calls, two calls away',
      code: 'import { gzipSync } from "zlib"; const pack = (text) => gzipSync(text); const page = () => pack("a"); router.get("/", (req, res) => res.send(page()));',
      errors: [{ messageId: 'blocking' }],
    },
    {
      name: 'a callback inside a handler',
      code: 'import { readFileSync } from "fs"; router.get("/", (req, res) => res.send(paths.map((path) => readFileSync(path))));',
      errors: [{ messageId: 'blocking' }],
    },
    {
      name: 'NestJS, by its decorator',
      code: 'import { scryptSync } from "crypto"; class Users { @Post() create(body) { return scryptSync(body.password, "salt", 64); } }',
      errors: [{ messageId: 'blocking' }],
    },
    {
      name: 'tRPC',
      code: 'import bcrypt from "bcryptjs"; export const signIn = publicProcedure.input(Input).mutation(({ input }) => bcrypt.compareSync(input.password, hash));',
      errors: [{ messageId: 'blocking' }],
    },
    {
      name: 'Next.js',
      code: 'import { readdirSync } from "fs"; export async function GET() { return Response.json(readdirSync("a")); }',
      errors: [{ messageId: 'blocking' }],
    },
    {
      name: 'a handler by its parameters',
      code: 'import { spawnSync } from "child_process"; export const convert = (req, res) => { spawnSync("convert"); res.end(); };',
      errors: [{ messageId: 'blocking' }],
    },
    {
      name: 'a method that a handler of the class calls',
      code: 'import fs from "fs"; class A { @Get() page() { return this.read(); } read() { return fs.readFileSync("a"); } }',
      errors: [{ messageId: 'blocking' }],
    },
    {
      name: 'an asynchronous function among the routes',
      code: 'import { readFileSync } from "fs"; export async function page() { return readFileSync("a"); }',
      filename: 'src/routes/page.ts',
      errors: [{ messageId: 'blocking' }],
    },
    {
      name: 'nothing is allowed that the options do not allow',
      code: 'import { existsSync } from "fs"; app.get("/", (req, res) => res.send(existsSync("a")));',
      options: [{ allow: [] }],
      errors: [{ messageId: 'blocking' }],
    },
  ],
});
