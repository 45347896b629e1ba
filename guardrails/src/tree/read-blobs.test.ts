import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GitError } from './git.ts';
import { createBlobReader, readBlobs } from './read-blobs.ts';
import { buildRepository, withFolder } from './repository.builder.ts';

const absent = '0123456789012345678901234567890123456789';

describe('readBlobs', () => {
  it('answers questions that overlap, leaves out what is missing, and goes on after a pause', () =>
    withFolder(async (dir) => {
      const { git, commit } = await buildRepository(dir);
      await commit({ 'a.txt': 'a', 'big.txt': 'x'.repeat(3_000_000) });
      const [a, big] = await Promise.all(['a.txt', 'big.txt'].map((path) => git.text(['rev-parse', `HEAD:${path}`])));
      const [first, second, none] = await Promise.all([
        readBlobs(git, [a ?? '', absent, big ?? '']),
        readBlobs(git, [big ?? '', a ?? '', a ?? '']),
        readBlobs(git, []),
      ]);
      expect([...first.keys()].sort()).toEqual([a, big].toSorted());
      expect(second.get(big ?? '')?.length).toBe(3_000_000);
      expect(none.size).toBe(0);
      await writeFile(join(dir, 'late.txt'), 'late');
      const late = await git.text(['hash-object', '-w', 'late.txt']);
      expect((await createBlobReader(git)(late))?.toString()).toBe('late');
    }));

  it('rejects with what git said where there is no repository', () =>
    withFolder(async (dir) => {
      const { git } = await buildRepository(dir);
      const nowhere = { ...git, start: () => git.start(['cat-file', '--no-such-option']) };
      const error: unknown = await readBlobs(nowhere, [absent]).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(GitError);
      expect(String(error)).toContain('no-such-option');
    }));
});
