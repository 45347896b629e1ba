import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { noSerialAwait } from './no-serial-await.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('no-serial-await', noSerialAwait, {
  valid: [
    { name: 'one call for all', code: 'const rows = await prisma.track.findMany({ where: { id: { in: ids } } });' },
    {
      name: 'a write may need its turn',
      code: 'for (const id of ids) { await prisma.track.update({ where: { id } }); }',
    },
    {
      name: 'a read beside a write may need its turn',
      code: 'for (const id of ids) { const row = await prisma.track.findUnique({ where: { id } }); await prisma.log.create({ row }); }',
    },
    {
      name: 'the loop stops at the first that is there',
      code: 'for (const id of ids) { const row = await Track.findByPk(id); if (row) return row; }',
    },
    {
      name: 'each turn needs the one before',
      code: 'let parent = root; for (const name of names) { parent = await prisma.folder.findFirst({ where: { name, parent } }); }',
    },
    {
      name: 'what is gathered decides whether to ask',
      code: 'for (const id of ids) { if (rows.length < 3) { rows.push(await Track.findByPk(id)); } }',
    },
    {
      name: 'batches take turns on purpose',
      code: 'for (const batch of batches) { rows.push(...(await Track.findByPk(batch))); }',
    },
    {
      name: 'a comment says why',
      code: 'for (const id of ids) { // one at a time: the API allows 5 calls a second\n rows.push(await fetch(`/tracks/${id}`)); }',
    },
    {
      name: 'a list written out is short',
      code: 'for (const name of ["a", "b"]) { rows.push(await prisma.track.findFirst({ name })); }',
    },
    {
      name: 'a stream gives one after the other',
      code: 'for await (const id of stream) { rows.push(await Track.findByPk(id)); }',
    },
    {
      name: 'a POST may change something',
      code: 'for (const row of rows) { await fetch(url, { method: "POST", body: row }); }',
    },
    { name: 'files are near', code: 'for (const path of paths) { texts.push(await readFile(path)); }' },
    {
      name: 'the same for every turn is another fault',
      code: 'for (const id of ids) { rows.push(await Setting.findByPk("limit")); }',
    },
    {
      name: 'a transaction around each item may need its turn',
      code: 'for (const id of ids) { await sequelize.transaction(async (t) => { await User.findByPk(id, { t }); }); }',
    },
    { name: 'a cache in memory', code: 'for (const id of ids) { rows.push(await cache.get(id)); }' },
  ],
  invalid: [
    {
      name: 'one query an item: the token is the await',
      code: 'for (const id of ids) { rows.push(await Track.findByPk(id)); }',
      errors: [{ messageId: 'serial', line: 1, column: 35, data: { call: 'Track.findByPk', count: 'the' } }],
    },
    {
      name: 'a GET an item',
      code: 'for (const { id } of tracks) { const answer = await fetch(`/tracks/${id}`, { signal }); titles.set(id, answer); }',
      errors: [{ messageId: 'serial' }],
    },
    {
      name: 'two reads in a row',
      code: 'for (const id of ids) { const a = await prisma.a.findUnique({ id }); const b = await prisma.b.findUnique({ id }); out[id] = [a, b]; }',
      errors: [{ messageId: 'serial', data: { call: 'prisma.a.findUnique', count: '2 times the' } }],
    },
    {
      name: 'what is asked for is made from the item',
      code: 'for (const row of rows) { const key = row.artist.id; artists[key] = await this.artistService.getArtist(key); }',
      errors: [{ messageId: 'serial' }],
    },
    {
      name: 'a failure that is handled',
      code: 'for (const id of ids) { rows.push(await this.trackStore.get(id).catch(() => null)); }',
      errors: [{ messageId: 'serial' }],
    },
    {
      name: 'of loops in loops only the inner one is reported',
      code: 'for (const list of lists) { for (const id of list) { rows.push(await Track.findByPk(id)); } }',
      errors: [{ messageId: 'serial', column: 64 }],
    },
    {
      name: 'a read that an option names',
      code: 'for (const id of ids) { rows.push(await tracks.one(id)); }',
      options: [{ reads: ['tracks.one'] }],
      errors: [{ messageId: 'serial' }],
    },
  ],
});
