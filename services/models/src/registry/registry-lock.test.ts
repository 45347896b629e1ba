import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { withRegistryLock } from './registry-lock.ts';
import { openTemporaryRegistry, type TemporaryRegistry } from './temporary-registry.builder.ts';

const opened: TemporaryRegistry[] = [];
afterEach(() => opened.splice(0).forEach(({ remove }) => remove()));
const open = (): string => {
  const temporary = openTemporaryRegistry();
  opened.push(temporary);
  return temporary.root;
};

test('Two changes do not run at once, and the lock is free again after either end', async () => {
  const root = open();
  await withRegistryLock(root, async () => {
    await expect(withRegistryLock(root, () => 1)).rejects.toThrow(`process ${process.pid} changes this registry now`);
  });
  await expect(
    withRegistryLock(root, () => {
      throw new Error('a failed change');
    }),
  ).rejects.toThrow('a failed change');
  expect(await withRegistryLock(root, () => 2)).toBe(2);
  expect(existsSync(join(root, '.lock'))).toBe(false);
});

test('A lock whose process was killed, or that was cut off in writing, counts as free', async () => {
  const root = open();
  const { pid } = spawnSync(process.execPath, ['--eval', '']);
  for (const left of [`${pid}`, '']) {
    writeFileSync(join(root, '.lock'), left);
    expect(await withRegistryLock(root, () => 'free')).toBe('free');
  }
});
