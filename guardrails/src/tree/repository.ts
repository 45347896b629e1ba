import { ConfigurationError } from '../errors.ts';
import { createGit, type Git } from './git.ts';

/** A git repository with a work tree. */
export type Repository = {
  /** Absolute path of the work tree. */
  readonly root: string;
  /** Absolute path of the common git directory (that of the main work tree, in a linked one too). */
  readonly gitDir: string;
  /** Hardened git in `root`. */
  readonly git: Git;
};

const oldestGit = [2, 38] as const;

/**
 * Opens the repository that holds `dir`.
 * @throws ConfigurationError git is missing or older than 2.38, `dir` is in no repository, it is bare, it has no commit
 */
export const openRepository = async (dir: string): Promise<Repository> => {
  const git = createGit({ cwd: dir });
  await requireGit(git);
  const top = await git.run(['rev-parse', '--path-format=absolute', '--show-toplevel', '--git-common-dir']);
  if (top.exitCode !== 0) throw await noWorkTree(git);
  const [root, gitDir] = top.stdout.toString().split('\n');
  if (root === undefined || gitDir === undefined) throw new Error(`git rev-parse gave no paths in ${dir}`);
  const repository = { root, gitDir, git: createGit({ cwd: root }) };
  await requireCommit(repository);
  return repository;
};

/** The answer of the machine's git does not change while we run. */
let foundGit: Promise<void> | undefined;

const requireGit = (git: Git): Promise<void> => {
  foundGit ??= askForGit(git).catch((error: unknown) => {
    foundGit = undefined;
    throw error;
  });
  return foundGit;
};

const askForGit = async (git: Git): Promise<void> => {
  const version = await git.text(['version']).catch((cause: unknown) => {
    throw new ConfigurationError(
      `git could not be started in ${git.cwd}: install git 2.38 or later, and give a folder that is there.`,
      { cause },
    );
  });
  const [major = 0, minor = 0] = version.match(/\d+/g)?.map(Number) ?? [];
  if (major < oldestGit[0] || (major === oldestGit[0] && minor < oldestGit[1]))
    throw new ConfigurationError(
      `${version} is too old: Interlock needs git ${oldestGit.join('.')} or later. Update git.`,
    );
};

const noWorkTree = async (git: Git): Promise<ConfigurationError> => {
  const bare = await git.run(['rev-parse', '--is-bare-repository']);
  return bare.exitCode === 0
    ? new ConfigurationError(
        `${git.cwd} is in a bare git repository, which has no files to check: run this in a clone of it.`,
      )
    : new ConfigurationError(`${git.cwd} is not in a git repository: run this in one, or start one with: git init`);
};

const requireCommit = async ({ git, root }: Repository): Promise<void> => {
  if ((await git.text(['rev-list', '--all', '--max-count=1'])) === '')
    throw new ConfigurationError(
      `The git repository ${root} has no commit yet, so there is nothing to compare with: commit first.`,
    );
};
