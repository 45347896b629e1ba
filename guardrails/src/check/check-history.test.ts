import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { madeUpKeys } from '../catalog/secrets/made-up-keys.builder.ts';
import { buildRepository, withFolder, type BuiltRepository } from '../tree/repository.builder.ts';
import { check } from './check.ts';

const source = (key: string): string => `export const key = '${key}';\n`;

const withBranch = (work: (built: BuiltRepository, findings: () => Promise<readonly string[]>) => Promise<void>) =>
  withFolder(async (dir) => {
    const built = await buildRepository(join(dir, 'repository'));
    await built.commit({ 'src/key.ts': source('none') });
    await built.git.text(['checkout', '--quiet', '-b', 'topic']);
    const findings = async (): Promise<readonly string[]> => {
      const report = await check({
        ...{ repository: built.root, base: 'main', head: 'WORKTREE', only: ['secrets'], cacheDir: join(dir, 'cache') },
      });
      return report.guardrails.flatMap((one) => one.findings.map(({ level, code }) => `${level} ${code}`));
    };
    await work(built, findings);
  });

describe('a check of a branch', () => {
  it('finds a key that one commit added and the next one took away', () =>
    withBranch(async ({ commit }, findings) => {
      await commit({ 'src/key.ts': source(madeUpKeys.github(201)) });
      await commit({ 'src/key.ts': source('other') });
      expect(await findings()).toEqual(['error secrets/in-history']);
    }));

  it('does not take the evidence of another history with the same files from the cache', () =>
    withBranch(async ({ commit, write, git }, findings) => {
      await commit({ 'src/key.ts': source(madeUpKeys.github(202)) });
      await commit({ 'src/key.ts': source('other') });
      expect(await findings()).toEqual(['error secrets/in-history']);
      await git.text(['reset', '--quiet', '--hard', 'main']);
      await write({ 'src/key.ts': source('other') });
      expect(await findings()).toEqual([]);
    }));

  it('finds a key in the history of files that are not committed yet', () =>
    withBranch(async ({ commit, write }, findings) => {
      await commit({ 'src/key.ts': source(madeUpKeys.github(203)) });
      await write({ 'src/key.ts': source('other') });
      expect(await findings()).toEqual(['error secrets/in-history']);
    }));
});
