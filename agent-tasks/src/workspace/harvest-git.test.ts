import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { createTestRepository } from '../../../test/walls/repository-builder.ts';
import { createHarvestGit, listCommit, quotePath, writeBlobs, writeTree } from './harvest-git.ts';

// Each test starts dozens of git processes: a busy machine needs longer than the default.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const byte = fc.integer({ min: 1, max: 255 }).filter((code) => code !== 0x2f);
const fileName = fc
  .array(byte, { minLength: 1, maxLength: 60 })
  .map((bytes) => String.fromCharCode(...bytes))
  .filter((name) => name !== '.' && name !== '..' && !/^\.?git/i.test(name) && !name.includes('\\'));
const fileNames = fc.uniqueArray(fileName, { minLength: 1, maxLength: 30 });

it('writes and lists files whatever bytes their names are made of', async () => {
  const test = await createTestRepository({});
  try {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fileNames, async (names) => {
        const scratch = join(test.folder, `scratch-${(run += 1)}`);
        await mkdir(scratch);
        const git = await createHarvestGit(test.repository, scratch);
        const paths = names.map((name) => `${Buffer.from(scratch).toString('latin1')}/file-${name}`);
        for (const path of paths) await writeFile(Buffer.from(path, 'latin1'), path, 'latin1');
        const hashes = await writeBlobs(git, paths);
        const files = names.map((name, index) => ({ mode: '100644', sha: hashes[index] ?? '', path: `file-${name}` }));
        const listed = await listCommit(git, await writeTree(git, files));
        const byPath = (one: { path: string }, other: { path: string }) => (one.path < other.path ? -1 : 1);
        expect(listed.toSorted(byPath)).toEqual(files.toSorted(byPath));
        const { stdout } = await git.run(['cat-file', 'blob', hashes[0] ?? '']);
        expect(stdout.toString('latin1')).toBe(paths[0]);
      }),
      { numRuns: 15 },
    );
  } finally {
    await test.remove();
  }
});

it('leaves plain characters as they are and writes the others in octal', () => {
  expect(quotePath('/a b/c.ts')).toBe('"/a b/c.ts"');
  expect(quotePath('a"\\\n\xff')).toBe('"a\\042\\134\\012\\377"');
});
