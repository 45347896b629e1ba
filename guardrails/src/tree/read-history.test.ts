import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readHistory, type ChangeHistory } from './read-history.ts';
import { buildRepository, withFolder, type BuiltRepository } from './repository.builder.ts';
import { createScratchGit } from './scratch.ts';

type Built = { readonly built: BuiltRepository; readonly base: string; readonly dir: string };

const withRepository = <Result>(work: (built: Built) => Promise<Result>): Promise<Result> =>
  withFolder(async (dir) => {
    const built = await buildRepository(join(dir, 'repository'));
    return work({ built, base: await built.commit({ 'a.txt': 'one\n' }), dir });
  });

const read = async ({ built, base, dir }: Built, limit?: number): Promise<ChangeHistory> => {
  const git = await createScratchGit(built.git, join(dir, `scratch-${limit ?? 'all'}`));
  const head = await built.git.text(['rev-parse', 'HEAD']);
  const headTree = await built.git.text(['rev-parse', 'HEAD^{tree}']);
  return readHistory({
    repository: built.git,
    git,
    mergeBase: base,
    head,
    headTree,
    ...(limit !== undefined && { limit }),
  });
};

const added = ({ steps }: ChangeHistory): readonly (readonly string[])[] =>
  steps.map(({ change }) => change.files.flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.added)));

describe('readHistory', () => {
  it('gives what each commit added, oldest first, also what a later one took away', () =>
    withRepository(async (place) => {
      await place.built.commit({ 'a.txt': 'one\nsecret\n' });
      await place.built.commit({ 'a.txt': 'one\n' });
      expect(added(await read(place))).toEqual([['secret'], []]);
    }));

  it('reads nothing for a single commit, whose change is the change', () =>
    withRepository(async (place) => {
      await place.built.commit({ 'a.txt': 'two\n' });
      expect(await read(place)).toEqual({ steps: [], omitted: 0 });
    }));

  it('reads the newest commits up to a limit, and counts the others', () =>
    withRepository(async (place) => {
      for (const text of ['1', '2', '3']) await place.built.commit({ 'b.txt': `${text}\n` });
      const history = await read(place, 2);
      expect(added(history)).toEqual([['2'], ['3']]);
      expect(history.omitted).toBe(1);
    }));

  it('leaves merge commits out and reads what they merge', () =>
    withRepository(async (place) => {
      const { git, commit } = place.built;
      await git.text(['checkout', '--quiet', '-b', 'side']);
      await commit({ 'side.txt': 'side\n' });
      await git.text(['checkout', '--quiet', 'main']);
      await commit({ 'main.txt': 'main\n' });
      await git.text(['merge', '--quiet', '--no-edit', 'side']);
      expect(
        added(await read(place))
          .flat()
          .toSorted(),
      ).toEqual(['main', 'side']);
    }));
});
