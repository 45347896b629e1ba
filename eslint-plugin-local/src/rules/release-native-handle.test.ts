import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { releaseNativeHandle } from './release-native-handle.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('release-native-handle', releaseNativeHandle, {
  valid: [
    'import { open } from "node:fs/promises"; const f = async (p) => { const file = await open(p); try { return await file.stat(); } finally { await file.close(); } };',
    {
      name: '`await using` closes by itself',
      code: 'import { open } from "node:fs/promises"; const f = async (p) => { await using file = await open(p); return await file.stat(); };',
    },
    {
      name: 'a handle that is returned',
      code: 'import { open } from "node:fs/promises"; const f = async (p) => { const file = await open(p); await file.sync(); return file; };',
    },
    {
      name: 'a handle that is stored',
      code: 'import { InferenceSession } from "onnxruntime-node"; const f = async (p) => { const session = await InferenceSession.create(p); cache.session = session; };',
    },
    {
      name: 'a handle that is given to another',
      code: 'const f = async () => { const client = await pool.connect(); return using(client); };',
    },
    {
      name: 'one for the life of the process',
      code: 'import { Client } from "pg"; const client = new Client(); client.query("select 1");',
    },
    {
      name: 'nothing can fail in between',
      code: 'const f = async () => { const client = await pool.connect(); client.release(); };',
    },
    {
      name: 'released in a handler',
      code: 'const f = async () => { const client = await pool.connect(); client.query(q, () => client.release()); };',
    },
    {
      name: 'given back to the pool',
      code: 'const f = async () => { const client = await pool.acquire(); try { await client.run(); } finally { pool.release(client); } };',
    },
    { name: 'another `open`', code: 'const f = async () => { const file = await open("x"); await file.stat(); };' },
    { name: 'a pending acquisition', code: 'const f = () => { const pending = pool.acquire(); pending.abort(); };' },
    { name: 'a socket’s connect', code: 'const f = () => { const socket = pool.connect(443); socket.write("x"); };' },
    {
      name: 'a test',
      code: 'const f = async () => { const client = await pool.connect(); await client.query("x"); };',
      filename: 'src/a.test.ts',
    },
    {
      name: 'closed after a failure as well',
      code: 'import fs from "node:fs"; const f = (p) => { const fd = fs.openSync(p); try { fs.fsyncSync(fd); fs.closeSync(fd); } catch (error) { fs.closeSync(fd); throw error; } };',
    },
  ],
  invalid: [
    {
      name: 'a file that is never closed',
      code: 'import { open } from "node:fs/promises"; const f = async (p) => { const file = await open(p); return file.stat(); };',
      errors: [{ messageId: 'never', data: { what: 'open file', name: 'file', release: 'close()' }, column: 73 }],
    },
    {
      name: 'through the promises of fs',
      code: 'import * as fs from "fs"; const f = async (p) => { const file = await fs.promises.open(p); await file.sync(); };',
      errors: [{ messageId: 'never' }],
    },
    {
      name: 'a connection that is given back only when nothing fails',
      code: 'const f = async () => { const client = await pool.connect(); const rows = await client.query("select 1"); client.release(); return rows; };',
      errors: [
        { messageId: 'notOnFailure', data: { what: 'connection of a pool', name: 'client', release: 'release()' } },
      ],
    },
    {
      name: 'a pool of another module',
      code: 'import { pool } from "./pool"; const f = async () => { const client = await pool.connect(); return client.query("x"); };',
      errors: [{ messageId: 'never' }],
    },
    {
      name: 'a model session',
      code: 'import { InferenceSession } from "onnxruntime-node"; const f = async (p, feeds) => { const session = await InferenceSession.create(p); return session.run(feeds); };',
      errors: [{ messageId: 'never' }],
    },
    {
      name: 'a tensor',
      code: 'import * as tf from "@tensorflow/tfjs-node"; const f = (rows) => { const input = tf.tensor2d(rows); return input.dataSync(); };',
      errors: [{ messageId: 'never' }],
    },
    {
      name: 'a query runner',
      code: 'const f = async () => { const runner = dataSource.createQueryRunner(); await runner.query("x"); await runner.release(); };',
      errors: [{ messageId: 'notOnFailure' }],
    },
    {
      name: 'a client made for one call',
      code: 'import { Client } from "pg"; const f = async () => { const client = new Client(); await client.connect(); return client.query("select 1"); };',
      errors: [{ messageId: 'never' }],
    },
    {
      name: 'a file descriptor',
      code: 'import { openSync, closeSync, writeSync } from "fs"; const f = (p, text) => { const fd = openSync(p, "a"); writeSync(fd, text); closeSync(fd); };',
      errors: [{ messageId: 'notOnFailure', data: { what: 'file descriptor', name: 'fd', release: 'closeSync(…)' } }],
    },
  ],
});
