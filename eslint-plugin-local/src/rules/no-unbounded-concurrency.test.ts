import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { noUnboundedConcurrency } from './no-unbounded-concurrency.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('no-unbounded-concurrency', noUnboundedConcurrency, {
  valid: [
    { name: 'a limiter', code: 'await Promise.all(ids.map((id) => limit(() => fetch(`/t/${id}`))));' },
    { name: 'a queue', code: 'await Promise.all(ids.map((id) => queue.add(() => fetch(`/t/${id}`))));' },
    {
      name: 'a semaphore in the function',
      code: 'await Promise.all(ids.map(async (id) => { await sema.acquire(); await Track.findByPk(id); }));',
    },
    { name: 'a list written out', code: 'await Promise.all(["a", "b"].map((host) => fetch(host)));' },
    { name: 'a constant list', code: 'const hosts = ["a", "b"]; await Promise.all(hosts.map((host) => fetch(host)));' },
    { name: 'a list that was cut', code: 'await Promise.all(ids.slice(0, 10).map((id) => fetch(`/t/${id}`)));' },
    { name: 'a batch', code: 'await Promise.all(batch.map((id) => fetch(`/t/${id}`)));' },
    {
      name: 'a part of a loop over chunks',
      code: 'for (const part of chunks(ids)) { await Promise.all(part.map((id) => fetch(`/t/${id}`))); }',
    },
    {
      name: 'a page of a store',
      code: 'const rows = await prisma.a.findMany({ take: 20 }); await Promise.all(rows.map((row) => fetch(row.url)));',
    },
    {
      name: 'what the code itself registers',
      code: 'await Promise.all(Object.values(this.peers).map((peer) => fetch(peer.url)));',
    },
    { name: 'nothing leaves the process', code: 'await Promise.all(ids.map(async (id) => parse(id)));' },
    {
      name: 'a transaction has one connection',
      code: 'await Promise.all(rows.map((row) => tx.row.create({ data: row })));',
    },
    {
      name: 'a transaction as an option',
      code: 'await Promise.all(ids.map((id) => Track.findByPk(id, { transaction })));',
    },
    { name: 'two calls, no list', code: 'await Promise.all([fetch(a), fetch(b)]);' },
    { name: 'an address in this process', code: 'await Promise.all(files.map((file) => fetch(file.blobUrl)));' },
    {
      name: 'a script has its input from a person',
      code: 'await Promise.all(ids.map((id) => fetch(id)));',
      filename: 'scripts/fill.ts',
    },
    {
      name: 'a client that is made calls nobody',
      code: 'import axios from "axios"; await Promise.all(hosts.map((host) => axios.create({ host })));',
    },
  ],
  invalid: [
    {
      name: 'one call an item: the token is Promise.all',
      code: 'await Promise.all(ids.map((id) => fetch(`/t/${id}`)));',
      errors: [{ messageId: 'unbounded', column: 7, endColumn: 18, data: { call: 'fetch', list: 'ids' } }],
    },
    {
      name: 'allSettled as well',
      code: 'await Promise.allSettled(ids.map((id) => Track.findByPk(id)));',
      errors: [{ messageId: 'unbounded' }],
    },
    {
      name: 'promises with a name of their own',
      code: 'const all = rows.map(async (row) => prisma.row.create({ data: row })); await Promise.all(all);',
      errors: [{ messageId: 'unbounded' }],
    },
    {
      name: 'the call stands in a function of the file',
      code: 'const load = async (id) => { const answer = await fetch(`/t/${id}`); return answer.json(); }; await Promise.all(ids.map((id) => load(id)));',
      errors: [{ messageId: 'unbounded', data: { call: 'load', list: 'ids' } }],
    },
    {
      name: 'a function handed over by name',
      code: 'const load = async (id) => fetch(`/t/${id}`); await Promise.all(ids.map(load));',
      errors: [{ messageId: 'unbounded' }],
    },
    {
      name: 'a method of the class',
      code: 'class A { load(id) { return axios.get(id); } all(ids) { return Promise.all(ids.map((id) => this.load(id))); } } import axios from "axios";',
      errors: [{ messageId: 'unbounded' }],
    },
    {
      name: 'all rows of a store',
      code: 'const rows = await prisma.a.findMany({ where }); await Promise.all(rows.map((row) => fetch(row.url)));',
      errors: [{ messageId: 'unbounded' }],
    },
    {
      name: 'a set of the input',
      code: 'await Promise.all(Array.from(new Set(ids)).map((id) => fetch(id)));',
      errors: [{ messageId: 'unbounded' }],
    },
    {
      name: 'Array.from with a function',
      code: 'await Promise.all(Array.from(ids, (id) => fetch(id)));',
      errors: [{ messageId: 'unbounded' }],
    },
    {
      name: 'an own client that an option names',
      code: 'await Promise.all(ids.map((id) => client.getTrack(id)));',
      options: [{ remote: ['client.getTrack'] }],
      errors: [{ messageId: 'unbounded' }],
    },
  ],
});
