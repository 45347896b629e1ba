import { expect, test } from 'vitest';
import { createGroupCommit } from './group-commit.ts';

const build = (maxGroupBytes = 100) => {
  const groups: number[][] = [];
  const releases: (() => void)[] = [];
  const commit = createGroupCommit<{ bytes: number }, string>(async (group) => {
    groups.push(group.map(({ bytes }) => bytes));
    await new Promise<void>((resolve) => releases.push(resolve));
    return group.map(({ bytes }) => `kept ${bytes}`);
  }, maxGroupBytes);
  const release = () => releases.shift()?.();
  return { commit, groups, release };
};

test('What comes while a group is being written forms the next one', async () => {
  const { commit, groups, release } = build();
  const results = [1, 2, 3].map((bytes) => commit.add({ bytes }));
  expect(groups).toEqual([[1]]);
  expect(commit.waitingBytes()).toBe(5);
  release();
  expect(await results[0]).toBe('kept 1');
  await expect.poll(() => groups).toEqual([[1], [2, 3]]);
  release();
  expect(await Promise.all(results)).toEqual(['kept 1', 'kept 2', 'kept 3']);
  expect(commit.waitingBytes()).toBe(0);
});

test('A group takes no more bytes than allowed, but always at least one item', async () => {
  const { commit, groups, release } = build(10);
  const results = [1, 6, 6, 50].map((bytes) => commit.add({ bytes }));
  for (const count of [1, 2, 3, 4]) {
    await expect.poll(() => groups.length).toBe(count);
    release();
  }
  await Promise.all(results);
  expect(groups).toEqual([[1], [6], [6], [50]]);
});

test('A write that fails fails its own group, and the next one is tried', async () => {
  let isBroken = true;
  const commit = createGroupCommit<{ bytes: number }, number>((group) => {
    if (isBroken) return Promise.reject(new Error('full'));
    return Promise.resolve(group.map(({ bytes }) => bytes));
  }, 100);
  await expect(commit.add({ bytes: 1 })).rejects.toThrow('full');
  isBroken = false;
  expect(await commit.add({ bytes: 2 })).toBe(2);
});

test('Settled waits for everything that was added', async () => {
  const { commit, release } = build();
  const one = commit.add({ bytes: 1 });
  let isSettled = false;
  const settled = commit.settled().then(() => (isSettled = true));
  expect(isSettled).toBe(false);
  release();
  await Promise.all([one, settled]);
  expect(isSettled).toBe(true);
});
