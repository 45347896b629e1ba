import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { noImpureCore } from './no-impure-core.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

const filename = 'services/ranking/src/core/rank.ts';
const valid = (name: string, code: string) => ({ name, code, filename });

new RuleTester().run('no-impure-core', noImpureCore, {
  valid: [
    { name: 'the edge may do anything', code: 'import fs from "node:fs"; Date.now();', filename: 'src/server.ts' },
    { name: 'a folder of another name is no core', code: 'Date.now();', filename: 'src/corel/rank.ts' },
    { name: 'tests of the core may do anything', code: 'Date.now();', filename: 'src/core/rank.test.ts' },
    valid('computing', 'export const rank = (cards, now) => cards.map((card) => Math.max(card.score, now));'),
    valid('a date from an argument', 'const day = new Date(nowMs); const all = Date.UTC(2026, 1); Date.parse(text);'),
    valid('an argument of the same name', 'const f = (process, console) => { console.log(process.env); };'),
    valid('an own Date', 'import { Date } from "./date.ts"; const now = Date.now();'),
    valid(
      'an own object',
      'const clock = { now: () => 1 }; clock.now(); const performance = clock; performance.now();',
    ),
    valid('types of impure modules', 'import type { Stats } from "node:fs"; import { type Server } from "node:http";'),
    valid('a type of a global', 'type Env = typeof process.env; const f = (p: Performance) => p.now();'),
    valid(
      'pure modules of Node',
      'import { join } from "node:path"; import { createHash } from "node:crypto"; import assert from "node:assert";',
    ),
    valid('a module whose name begins like an impure one', 'import { x } from "fs-tree"; import { y } from "./fs.ts";'),
    valid('a member by a variable', 'const pick = (name) => Math[name](1);'),
    { name: 'other files as the core', code: 'Date.now();', filename, options: [{ files: ['domain/**'] }] },
    { name: 'files taken out', code: 'Date.now();', filename, options: [{ ignore: ['**/rank.ts'] }] },
  ],
  invalid: [
    {
      name: 'the clock: the token is `now`',
      code: 'const now = Date.now();',
      filename,
      errors: [{ messageId: 'clock', data: { name: 'Date.now' }, line: 1, column: 18, endColumn: 21 }],
    },
    {
      name: 'a clock as a default',
      code: 'const f = (now = Date.now) => now();',
      filename,
      errors: [{ messageId: 'clock' }],
    },
    { name: 'the present', code: 'const d = new Date();', filename, errors: [{ messageId: 'clock', column: 15 }] },
    { name: 'the present as text', code: 'const d = Date();', filename, errors: [{ messageId: 'clock' }] },
    { name: 'a member as text', code: 'Date["now"]();', filename, errors: [{ messageId: 'clock', column: 6 }] },
    { name: 'performance', code: 'performance.now();', filename, errors: [{ messageId: 'clock' }] },
    {
      name: 'a member of the global object',
      code: 'globalThis.Date.now(); globalThis.process.cwd(); globalThis.fetch(u);',
      filename,
      errors: [{ messageId: 'clock' }, { messageId: 'process' }, { messageId: 'network' }],
    },
    {
      name: 'chance',
      code: 'Math.random();',
      filename,
      errors: [{ messageId: 'randomness', data: { name: 'Math.random' } }],
    },
    {
      name: 'chance taken apart',
      code: 'const { random } = Math;',
      filename,
      errors: [{ messageId: 'randomness', column: 9 }],
    },
    { name: 'a random id', code: 'crypto.randomUUID();', filename, errors: [{ messageId: 'randomness' }] },
    {
      name: 'a random id of Node, beside a hash',
      code: 'import { createHash, randomUUID } from "node:crypto";',
      filename,
      errors: [{ messageId: 'randomness', column: 22, endColumn: 32 }],
    },
    {
      name: 'the environment',
      code: 'const level = process.env.LEVEL;',
      filename,
      errors: [{ messageId: 'process', column: 15 }],
    },
    { name: 'output', code: 'console.log(1);', filename, errors: [{ messageId: 'output' }] },
    { name: 'a timer', code: 'setTimeout(f, 1);', filename, errors: [{ messageId: 'timer' }] },
    { name: 'the network', code: 'fetch(url, { signal });', filename, errors: [{ messageId: 'network' }] },
    {
      name: 'the disk: the token is the module',
      code: 'import { readFile } from "node:fs/promises";',
      filename,
      errors: [{ messageId: 'platform', data: { name: 'node:fs/promises' }, column: 26, endColumn: 44 }],
    },
    { name: 'the disk without `node:`', code: 'import fs from "fs";', filename, errors: [{ messageId: 'platform' }] },
    { name: 'the disk by require', code: 'const fs = require("fs");', filename, errors: [{ messageId: 'platform' }] },
    {
      name: 'the disk later',
      code: 'const fs = await import("node:fs");',
      filename,
      errors: [{ messageId: 'platform' }],
    },
    { name: 'a re-export', code: 'export * from "node:os";', filename, errors: [{ messageId: 'platform' }] },
    {
      name: 'a named re-export',
      code: 'export { get } from "node:http";',
      filename,
      errors: [{ messageId: 'network' }],
    },
    { name: 'a client', code: 'import axios from "axios";', filename, errors: [{ messageId: 'network' }] },
    {
      name: 'a module that the options name',
      code: 'import { db } from "@shop/database/client";',
      filename,
      options: [{ modules: ['@shop/database'] }],
      errors: [{ messageId: 'platform' }],
    },
    {
      name: 'other files as the core',
      code: 'Date.now();',
      filename: 'packages/domain/price.ts',
      options: [{ files: ['**/domain/**'] }],
      errors: [{ messageId: 'clock' }],
    },
  ],
});
