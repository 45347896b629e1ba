import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { readSnapshot } from './read-snapshot.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

const write = (content: unknown): string => {
  const folder = mkdtempSync(join(tmpdir(), 'snapshot-'));
  folders.push(folder);
  writeFileSync(join(folder, 'snapshot.json'), JSON.stringify(content));
  return join(folder, 'snapshot.json');
};

test('The committed snapshot is readable, and its items know each other', () => {
  const snapshot = readSnapshot(fileURLToPath(new URL('../../seed/snapshot.json', import.meta.url)));
  expect(snapshot.users.size).toBe(24);
  const followed = [...snapshot.items.values()].flatMap(({ follows }) => [...follows.keys()]);
  expect(followed.length).toBeGreaterThan(1000);
  expect(followed.every((id) => snapshot.items.has(id))).toBe(true);
});

test('A snapshot that is wrong is refused with its path and the first wrong place', () => {
  const item = { id: 'a', kind: 'track', artist: 'b', plays: -1, skips: 0, saves: 0, follows: {} };
  const path = write({ label: 'test', version: '1', items: [item], users: [] });
  expect(() => readSnapshot(path)).toThrow(`${path} is not a feature snapshot: /items/0/plays`);
});
