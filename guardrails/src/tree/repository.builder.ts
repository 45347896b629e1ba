import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createGit, type Git } from './git.ts';

/** A git repository in a temporary folder, for a test. */
export type BuiltRepository = {
  readonly root: string;
  readonly git: Git;
  /** Writes files; null removes one. */
  readonly write: (files: { readonly [path: string]: string | Buffer | null }) => Promise<void>;
  /** Writes files, commits everything, and gives the commit's hash. */
  readonly commit: (files?: { readonly [path: string]: string | Buffer | null }) => Promise<string>;
};

const identity = {
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@localhost',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@localhost',
};

/** Runs `work` with an absolute temporary folder without symlinks in its path, and removes the folder. */
export const withFolder = async <Result>(work: (dir: string) => Promise<Result>): Promise<Result> => {
  const dir = await mkdtemp(join(await realpath(tmpdir()), 'interlock-test-'));
  try {
    return await work(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
};

/** Starts a repository with the branch `main` in `root` (an absent or empty folder). */
export const buildRepository = async (root: string): Promise<BuiltRepository> => {
  await mkdir(root, { recursive: true });
  const git = createGit({ cwd: root, env: identity });
  await git.text(['init', '--quiet', '--initial-branch=main', root]);
  const write: BuiltRepository['write'] = async (files) => {
    for (const [path, content] of Object.entries(files)) {
      if (content === null) await rm(join(root, path), { recursive: true });
      else {
        await mkdir(dirname(join(root, path)), { recursive: true });
        await writeFile(join(root, path), content);
      }
    }
  };
  const commit: BuiltRepository['commit'] = async (files = {}) => {
    await write(files);
    await git.text(['add', '--all']);
    await git.text(['commit', '--quiet', '--allow-empty', '--message=A change']);
    return git.text(['rev-parse', 'HEAD']);
  };
  return { root, git, write, commit };
};
