import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createGit } from '@interlock-dev/guardrails/tree';
import type { Git } from '@interlock-dev/guardrails/tree';

/** Where a run's store comes from and where it stands. */
export type RunStoreRequest = {
  /** Root of the user's repository, absolute. */
  readonly repository: string;
  /** Full commit hash. */
  readonly base: string;
  /** Absolute; made when it is not there. */
  readonly dir: string;
};

/**
 * Makes the bare store that a run's workspaces read their objects from: it holds what `base` reaches and nothing else, so
 * that stashes, other branches and dangling objects of the user stay out of sight (a `git clone --bare` of a local
 * repository would copy them all). Safe to run again, also with a newer base, which is added.
 */
export const createRunStore = async ({ repository, base, dir }: RunStoreRequest): Promise<void> => {
  const user = createGit({ cwd: repository });
  if (!existsSync(join(dir, 'HEAD'))) await initialise(user, dir);
  const store = createGit({ cwd: dir, gitDir: dir });
  const ref = `refs/interlock/base/${base}`;
  const held = await store.run(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
  if (held.exitCode === 0) return;
  await store.text([
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-write-fetch-head',
    '--update-shallow',
    repository,
    `${base}:${ref}`,
  ]);
};

const initialise = async (user: Git, dir: string): Promise<void> => {
  const format = await user.text(['rev-parse', '--show-object-format']);
  await user.text(['init', '--quiet', '--bare', '--template=', `--object-format=${format}`, dir]);
};

/** Tells a git directory that reads from the store where the store's history ends, when it does (a shallow clone). */
export const copyShallowBoundary = async (store: string, gitDir: string): Promise<void> => {
  const boundary = join(store, 'shallow');
  if (existsSync(boundary)) await copyFile(boundary, join(gitDir, 'shallow'));
};
