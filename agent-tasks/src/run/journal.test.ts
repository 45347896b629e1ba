import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockRun, openJournal, readJournal } from './journal.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'interlock-journal-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

it('gives back what was appended, in order, to its writer and to a reader beside it', () => {
  const file = join(dir, 'journal.sqlite');
  const journal = openJournal(file, () => 42);
  journal.append({ type: 'run-resumed' });
  journal.append({ type: 'skipped', task: 'a', reason: 'r' });
  const entries = [
    { sequence: 1, at: 42, event: { type: 'run-resumed' } },
    { sequence: 2, at: 42, event: { type: 'skipped', task: 'a', reason: 'r' } },
  ];
  expect(journal.read()).toEqual(entries);
  expect(journal.read(1)).toEqual(entries.slice(1));
  expect(readJournal(file)).toEqual(entries);
  journal.close();
  expect(readJournal(file)).toEqual(entries);
});

it('says in one sentence that a file is no journal', () => {
  const file = join(dir, 'journal.sqlite');
  writeFileSync(file, 'no database at all, but long enough to have a header of its own'.repeat(20));
  expect(() => readJournal(file)).toThrow(/cannot be read .*: is it a run of this version\?/);
});

it('gives a run to one coordinator at a time', () => {
  const file = join(dir, 'coordinator.lock');
  const release = lockRun(file);
  expect(release).not.toBeNull();
  expect(lockRun(file)).toBeNull();
  release?.();
  const again = lockRun(file);
  expect(again).not.toBeNull();
  again?.();
});
