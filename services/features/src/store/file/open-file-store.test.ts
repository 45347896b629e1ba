import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { buildEvent } from '../../core/event.builder.ts';
import type { EventStore } from '../event-store.ts';
import { buildStoreOptions } from '../store-conformance.builder.ts';
import { compactFolder } from './compact.ts';
import { logPath, replayFolder } from './log-folder.ts';
import { openFileStore, type FileStoreOptions } from './open-file-store.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const makeFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'file-store-'));
  cleanups.push(() => rmSync(folder, { recursive: true }));
  return folder;
};

const inTime = 1e13;

const open = async (folder: string, given: Partial<FileStoreOptions> = {}) => {
  const opened = await openFileStore({ ...buildStoreOptions(), sync: 'none', folder, ...given });
  const close = once(() => opened.store.close());
  cleanups.push(close);
  return { ...opened, close };
};

const once = (work: () => Promise<void>): (() => Promise<void>) => {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
};

const append = async (store: EventStore, count: number): Promise<void> => {
  for (let at = 0; at < count; at += 1)
    expect(await store.append([buildEvent({ item: 'a' })], inTime)).toMatchObject({ accepted: 1 });
};

const logs = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('log-'));

test('A last write that was torn is cut off, and what comes next is kept', async () => {
  const folder = makeFolder();
  const { store, close } = await open(folder);
  await append(store, 3);
  await close();
  const path = logPath(folder, 1);
  writeFileSync(path, readFileSync(path).subarray(0, -7));
  const second = await open(folder);
  expect(second.snapshot.items.get('a')?.plays).toBe(2);
  await append(second.store, 1);
  await second.close();
  appendFileSync(path, 'ILF1 and then nothing whole');
  expect((await open(folder)).snapshot.items.get('a')?.plays).toBe(3);
});

test('A record damaged before others is refused with its place and the way out, and the file stays as it is', async () => {
  const folder = makeFolder();
  const { store, close } = await open(folder);
  await append(store, 3);
  await close();
  const path = logPath(folder, 1);
  const file = readFileSync(path);
  file[30] = (file[30] ?? 0) ^ 1;
  writeFileSync(path, file);
  await expect(open(folder)).rejects.toThrow(/is damaged at byte 0, .* Restore the folder from a copy/);
  expect(readFileSync(path)).toEqual(file);
});

test('A log file that is missing is refused with the records that are gone', async () => {
  const folder = makeFolder();
  const { store, close } = await open(folder, { segmentBytes: 1e9 });
  await append(store, 1);
  await close();
  cpSync(logPath(folder, 1), logPath(folder, 9));
  await expect(open(folder)).rejects.toThrow(`${folder} misses the records from 2 to 8.`);
});

test('A state whose checksum does not hold is refused', async () => {
  const folder = makeFolder();
  const { close } = await open(folder);
  await close();
  const [state = ''] = readdirSync(folder).filter((name) => name.startsWith('state-'));
  appendFileSync(join(folder, state), ' ');
  await expect(open(folder)).rejects.toThrow(`${state} is damaged`);
});

test('Two stores cannot use one folder', async () => {
  const folder = makeFolder();
  const { close } = await open(folder);
  await expect(open(folder)).rejects.toThrow('is used by another features process');
  await close();
  expect((await open(folder)).store.isReady()).toBe(true);
});

test('Full log files are folded into one state beside the service, and nothing changes by it', async () => {
  const folder = makeFolder();
  const { store, snapshot, close } = await open(folder, { segmentBytes: 500 });
  await append(store, 40);
  await expect.poll(() => logs(folder).length, { timeout: 30_000 }).toBe(1);
  await append(store, 10);
  await close();
  const again = await open(folder);
  expect(again.snapshot).toEqual(snapshot);
  expect(again.snapshot.items.get('a')?.plays).toBe(50);
});

test('A compaction that ends at any instant leaves a folder with the same state', async () => {
  const folder = makeFolder();
  const { store, snapshot, close } = await open(folder, { segmentBytes: 1e9 });
  await append(store, 5);
  await close();
  const later = await openFileStoreAfter(folder);
  const before = makeFolder();
  cpSync(folder, before, { recursive: true });
  await compactFolder(folder, later.next);
  expect(logs(folder)).toEqual([]);
  // Written but nothing removed yet, and some removed: both are what a kill can leave.
  const between = makeFolder();
  cpSync(before, between, { recursive: true });
  cpSync(folder, between, { recursive: true });
  writeFileSync(join(between, 'state-0000000000000099.json.tmp'), 'unfinished');
  for (const one of [folder, between]) expect((await replayFolder(one))?.snapshot).toEqual(snapshot);
  expect((await open(between)).snapshot).toEqual(snapshot);
  expect(readdirSync(between).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

const openFileStoreAfter = async (folder: string): Promise<{ next: number }> => {
  const replayed = await replayFolder(folder);
  if (!replayed) throw new Error('the folder holds no state');
  return replayed;
};
