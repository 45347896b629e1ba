import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildRepository, withFolder } from '../../../guardrails/src/tree/repository.builder.ts';
import { buildCommit } from './commit.builder.ts';
import { nameOf, openMirror } from './open-mirror.ts';
import { pickAcross } from './pick-across.ts';
import { orderCandidates, pickCommits, sampleOf } from './pick-commits.ts';

const year = 365.25 * 24 * 3600;

describe('pickCommits', () => {
  it('picks commits that touch code, from history that it borrows, and never the same one for both samples', async () => {
    await withFolder(async (dir) => {
      const source = await buildRepository(join(dir, 'source'));
      await source.commit({ 'README.md': '# a\n' });
      for (let index = 0; index < 12; index += 1) await source.commit({ 'src/a.ts': `export const a = ${index};\n` });
      const docs = await source.commit({ 'README.md': '# b\n' });
      const { git, name, root } = await openMirror(source.root, await realpath(await mkdtemp(join(dir, 'ours-'))));
      const tune = await pickCommits({ git, repository: name, sample: 'tune', count: 100 });
      const confirm = await pickCommits({ git, repository: name, sample: 'confirm', count: 100 });
      expect(tune.length + confirm.length).toBe(12);
      expect(tune.filter(({ sha }) => confirm.some((other) => other.sha === sha))).toEqual([]);
      expect([...tune, ...confirm].map(({ sha }) => sha)).not.toContain(docs);
      expect(await pickCommits({ git, repository: name, sample: 'tune', count: 3 })).toEqual(tune.slice(0, 3));
      const seen = new Set(tune.slice(0, 1).map(({ sha }) => sha));
      expect(await pickCommits({ git, repository: name, sample: 'tune', count: 100, seen })).toEqual(
        tune.filter(({ sha }) => !seen.has(sha)),
      );
      expect(root).not.toBe(source.root);
    });
  });

  it('leaves out a commit whose files a partial clone does not hold', async () => {
    await withFolder(async (dir) => {
      const source = await buildRepository(join(dir, 'source'));
      await source.commit({ 'src/a.ts': 'export const a = 0;\n' });
      const whole = await source.commit({ 'src/a.ts': 'export const a = 1;\n' });
      const partial = await source.commit({ 'src/b.ts': 'export const b = 1;\n', 'big.bin': 'large' });
      const blob = await source.git.text(['rev-parse', `${partial}:big.bin`]);
      await rm(join(source.root, '.git/objects', blob.slice(0, 2), blob.slice(2)), { force: true });
      const { git, name } = await openMirror(source.root, await realpath(await mkdtemp(join(dir, 'ours-'))));
      const picked = await Promise.all(
        (['tune', 'confirm'] as const).map((sample) => pickCommits({ git, repository: name, sample, count: 10 })),
      );
      expect(picked.flat().map(({ sha }) => sha)).toEqual([whole]);
    });
  });

  it('puts every commit in one of two halves of about the same size', () => {
    const halves = Array.from({ length: 1000 }, (_, index) => sampleOf(buildCommit(index).sha));
    expect(halves.filter((half) => half === 'tune').length).toBeGreaterThan(400);
    expect(halves.filter((half) => half === 'confirm').length).toBeGreaterThan(400);
  });

  it('takes years in turn, and agents as often as others', () => {
    const commits = [
      ...Array.from({ length: 50 }, (_, index) => buildCommit(index, { time: 1_700_000_000 })),
      ...Array.from({ length: 5 }, (_, index) => buildCommit(100 + index, { time: 1_700_000_000, author: 'agent' })),
      ...Array.from({ length: 5 }, (_, index) => buildCommit(200 + index, { time: 1_700_000_000 - 2 * year })),
    ];
    const first = orderCandidates(commits).slice(0, 15);
    expect(first.filter(({ author }) => author === 'agent')).toHaveLength(5);
    expect(first.filter(({ time }) => time < 1_690_000_000)).toHaveLength(5);
    expect(orderCandidates(commits)).toHaveLength(60);
    expect(
      orderCandidates(commits.toReversed())
        .map(({ sha }) => sha)
        .sort(),
    ).toEqual(commits.map(({ sha }) => sha).sort());
  });
});

describe('pickAcross', () => {
  const picker = (index: number, most: number) => (count: number) =>
    Promise.resolve(Array.from({ length: Math.min(count, most) }, (_, each) => buildCommit(index * 1000 + each)));

  it('spreads evenly and lets the others give what a small repository cannot', async () => {
    const picked = await pickAcross([picker(1, 3), picker(2, 500), picker(3, 500)], 100);
    expect(picked.map(({ length }) => length)).toEqual([3, 48, 49].toSorted((a, b) => a - b));
  });

  it('gives all there is where there is not enough', async () => {
    const picked = await pickAcross([picker(1, 3), picker(2, 4)], 100);
    expect(picked.map(({ length }) => length)).toEqual([3, 4]);
  });
});

describe('nameOf', () => {
  it('reads owner and name from the usual places', () => {
    expect(nameOf('/mirrors/honojs+hono/repo')).toBe('honojs/hono');
    expect(nameOf('/mirrors/honojs+hono')).toBe('honojs/hono');
    expect(nameOf('/src/hono.git')).toBe('hono');
  });
});
