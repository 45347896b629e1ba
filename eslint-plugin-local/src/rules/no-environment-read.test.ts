import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { noEnvironmentRead } from './no-environment-read.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('no-environment-read', noEnvironmentRead, {
  valid: [
    { name: 'a configuration file', code: 'export const port = process.env.PORT;', filename: 'src/config.ts' },
    { name: 'a configuration folder', code: 'const a = process.env.PORT;', filename: 'src/config/database.ts' },
    { name: 'an entry point', code: 'listen(process.env.PORT);', filename: 'src/server.ts' },
    { name: 'a test', code: 'process.env.PORT;', filename: 'src/load.test.ts' },
    { name: 'a script', code: 'process.env.PORT;', filename: 'scripts/seed.ts' },
    { name: 'a fact of the build', code: 'if (process.env.NODE_ENV === "production") run();' },
    {
      name: 'a fact of the machine, also where more is allowed',
      options: [{ allow: ['X'] }],
      code: 'const home = process.env.HOME; const lang = process.env["LC_ALL"];',
    },
    { name: 'a write', code: 'process.env.TZ = "UTC"; delete process.env.PORT;' },
    {
      name: 'the whole environment handed on',
      code: 'spawn("node", [], { env: { ...process.env } }); parse(process.env);',
    },
    { name: 'the whole environment as a default', code: 'const load = (env = process.env) => env.PORT;' },
    { name: 'another object of that name', code: 'const f = (process) => process.env.PORT;' },
    { name: 'a local variable named env', code: 'const env = load(); env.PORT;' },
    { name: 'a variable that is allowed', code: 'process.env.REGION;', options: [{ allow: ['REGION'] }] },
    {
      name: 'a file that is allowed',
      code: 'process.env.REGION;',
      filename: 'src/boot.ts',
      options: [{ files: ['src/boot.ts'] }],
    },
    {
      name: 'a file that reads many variables when it is loaded is the configuration',
      code: 'export const flags = { a: process.env.A1, b: process.env.B1, c: process.env.C1, d: process.env.D1, e: process.env.E1, f: process.env.F1 };',
    },
  ],
  invalid: [
    {
      code: 'const connect = () => open(process.env.DATABASE_URL);',
      errors: [{ messageId: 'read', data: { name: 'DATABASE_URL' }, line: 1, column: 28, endColumn: 52 }],
    },
    { name: 'by text', code: 'f(process.env["API_KEY"]);', errors: [{ messageId: 'read', data: { name: 'API_KEY' } }] },
    {
      name: 'destructured',
      code: 'const { API_KEY, NODE_ENV } = process.env;',
      errors: [{ messageId: 'read', data: { name: 'API_KEY' }, column: 9 }],
    },
    {
      name: 'through an alias',
      code: 'const env = process.env; f(env.API_KEY);',
      errors: [{ messageId: 'read', column: 28 }],
    },
    { name: 'imported', code: 'import { env } from "node:process"; f(env.API_KEY);', errors: [{ messageId: 'read' }] },
    {
      name: 'of an imported process',
      code: 'import p from "node:process"; f(p.env.API_KEY);',
      errors: [{ messageId: 'read' }],
    },
    {
      name: 'of Bun and Deno',
      code: 'f(Bun.env.API_KEY); f(Deno.env.get("API_KEY"));',
      errors: [{ messageId: 'read' }, { messageId: 'read' }],
    },
    {
      name: 'inside functions, however many',
      code: 'const f = () => [process.env.A1, process.env.B1, process.env.C1, process.env.D1, process.env.E1, process.env.F1];',
      errors: Array.from({ length: 6 }, () => ({ messageId: 'read' as const })),
    },
  ],
});
