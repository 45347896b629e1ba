import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { noStringBuiltCommand } from './no-string-built-command.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('no-string-built-command', noStringBuiltCommand, {
  valid: [
    'db.query("SELECT * FROM users WHERE id = $1", [id]);',
    { name: 'a tagged template', code: 'db.query(sql`SELECT * FROM users WHERE id = ${id}`);' },
    { name: 'a tagged call', code: 'prisma.$queryRaw`SELECT * FROM users WHERE id = ${id}`;' },
    {
      name: 'the name of a table or column is no value',
      code: 'db.query(`SELECT ${columns} FROM ${table} WHERE id = $1`, [id]);',
    },
    {
      name: 'placeholders',
      code: 'db.query(`SELECT * FROM users WHERE id IN (${ids.map(() => "?").join(", ")})`, ids);',
    },
    { name: 'a constant', code: 'const LIMIT = 10; db.query(`SELECT * FROM users WHERE age > ${LIMIT}`);' },
    { name: 'a number', code: 'const f = (n: number) => db.query(`SELECT * FROM users WHERE age > ${n}`);' },
    { name: 'an escaped value', code: 'db.query(`SELECT * FROM users WHERE name = ${escapeLiteral(name)}`);' },
    { name: 'text that is no SQL', code: 'search.query(`name = ${name}`); router.get(`/users/${id}`, handler);' },
    { name: 'a command without a value', code: 'import { exec } from "node:child_process"; exec("git status");' },
    {
      name: 'a list of arguments',
      code: 'import { execFile } from "node:child_process"; execFile("git", ["show", hash]);',
    },
    {
      name: 'a constant in a command',
      code: 'import { execSync } from "child_process"; const DIR = "x"; execSync(`ls ${DIR}`);',
    },
    {
      name: 'a command that only this file gives',
      code: 'import { execSync } from "child_process"; const find = (command: string) => execSync(`command -v ${command}`); find("code");',
    },
    { name: 'another exec', code: 'const f = (id) => pattern.exec(`x ${id}`);' },
    {
      name: 'a script',
      code: 'import { exec } from "node:child_process"; exec(`git show ${hash}`);',
      filename: 'scripts/release.ts',
    },
  ],
  invalid: [
    {
      name: 'a value in a template',
      code: 'const f = (id) => db.query(`SELECT * FROM users WHERE id = ${id}`);',
      errors: [{ messageId: 'sql', data: { part: 'id' }, column: 62 }],
    },
    {
      name: 'a value in quotes',
      code: "const f = (name) => db.query(`SELECT * FROM users WHERE name = '${name}'`);",
      errors: [{ messageId: 'sql' }],
    },
    {
      name: 'a value behind a plus',
      code: 'const f = (req) => db.query("DELETE FROM users WHERE id = " + req.params.id);',
      errors: [{ messageId: 'sql', data: { part: 'req.params.id' } }],
    },
    {
      name: 'in a pattern',
      code: "const f = (q) => db.all(`SELECT * FROM users WHERE name LIKE '%${q}%'`);",
      errors: [{ messageId: 'sql' }],
    },
    {
      name: 'in a list',
      code: 'const f = (ids) => db.execute(`SELECT * FROM users WHERE id IN (${ids.join(",")})`);',
      errors: [{ messageId: 'sql' }],
    },
    {
      name: 'through a variable',
      code: 'const f = (id) => { const text = `UPDATE users SET seen = 1 WHERE id = ${id}`; return db.query(text); };',
      errors: [{ messageId: 'sql' }],
    },
    {
      name: 'as a property',
      code: 'const f = (id) => run({ query: `SELECT * FROM users WHERE id = ${id}` });',
      errors: [{ messageId: 'sql' }],
    },
    {
      name: 'where the name says that it is not safe',
      code: 'const f = (id) => prisma.$queryRawUnsafe(`SELECT * FROM users WHERE id = ${id}`);',
      errors: [{ messageId: 'sql' }],
    },
    {
      name: 'a command line',
      code: 'import { exec } from "node:child_process"; export const show = (hash) => exec(`git show ${hash}`);',
      errors: [{ messageId: 'shell', data: { part: 'hash' } }],
    },
    {
      name: 'promisified',
      code: 'import { exec } from "child_process"; import { promisify } from "util"; const run = promisify(exec); export const f = (p) => run("cat " + p);',
      errors: [{ messageId: 'shell' }],
    },
    {
      name: 'with a shell',
      code: 'import * as cp from "child_process"; export const f = (p) => cp.spawn(`cat ${p}`, { shell: true });',
      errors: [{ messageId: 'shell' }],
    },
    {
      name: 'required',
      code: 'const { execSync } = require("child_process"); module.exports = (p) => execSync(`cat ${p}`);',
      errors: [{ messageId: 'shell' }],
    },
  ],
});
