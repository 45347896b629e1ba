import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobFiles } from './blob-files.ts';
import { createGit, type Git } from './git.ts';
import { linkTree } from './link-tree.ts';
import { createScratchGit } from './scratch.ts';
import { removeFolder, withTemporaryFolder } from './temporary-folder.ts';

/** A tree to write to disk. */
export type CheckoutRequest = {
  /** Any git of a repository that has the tree. */
  readonly git: Git;
  /** Hash of a tree or commit. */
  readonly tree: string;
  /** Absolute path of an empty or absent folder. */
  readonly dir: string;
  /** Links shared files in place of writing them: for a checkout that nobody may write to. */
  readonly blobs?: BlobFiles;
};

/**
 * Writes the files of a tree into `dir` byte for byte, under a git directory of our own: no filter, no line-end
 * conversion, executable bits and symlinks as recorded (a symlink that points outside is made as it is, and nothing is
 * ever written through one), submodules as empty folders.
 */
export const checkoutTree = async ({ git, tree, dir, blobs }: CheckoutRequest): Promise<void> => {
  if (blobs !== undefined) {
    const isLinked = await linkTree({ git, tree, dir, blobs }).catch(() => {
      // A folder that cannot be written, a full disk: sharing saves time and is never needed.
      return false;
    });
    if (isLinked) return;
    await removeFolder(dir);
  }
  await mkdir(dir, { recursive: true });
  await withTemporaryFolder('interlock-index-', async (temporary) => {
    const gitDir = join(temporary, 'git');
    await createScratchGit(git, gitDir);
    const writer = createGit({ cwd: dir, gitDir, workTree: dir });
    await writer.text(['read-tree', tree]);
    await writer.text(['checkout-index', '--all', '--quiet']);
  });
};
