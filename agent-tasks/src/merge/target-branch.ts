import { ConfigurationError } from '@interlock-dev/guardrails';
import { createGit, type Repository } from '@interlock-dev/guardrails/tree';
import { mendWorkTree, type BegunLanding } from './mend-work-tree.ts';

/** The branch that changes land on. */
export type TargetBranch = {
  /** Without `refs/heads/`. */
  readonly name: string;
  /** Its tip now. */
  readonly readTip: () => Promise<string>;
  /** Null when it may move; else one sentence: its work tree has changes of its own that landing would touch. */
  readonly findObstacle: () => Promise<string | null>;
  /** Moves the branch and its work tree from `onto` to `commit`; `moved` when it no longer stands at `onto`. */
  readonly land: (onto: string, commit: string) => Promise<'landed' | 'moved'>;
  /** After a kill: whether `commit` is in the branch; mends a work tree that was left half way. */
  readonly recover: (landing: BegunLanding) => Promise<boolean>;
};

/** Opens a branch to land on. ConfigurationError when there is none of that name. */
export const openTargetBranch = async (repository: Repository, name: string): Promise<TargetBranch> => {
  const ref = `refs/heads/${name}`;
  const { git } = repository;
  if ((await git.run(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`])).exitCode !== 0) {
    throw new ConfigurationError(`There is no branch \`${name}\` to land on: create it, or name another with --into`);
  }
  const readTip = () => git.text(['rev-parse', '--verify', `${ref}^{commit}`]);
  const worktree = await findWorktree(repository, ref);
  const findObstacle = async () => (worktree === null ? null : findChanges(worktree, name));
  return {
    name,
    readTip,
    findObstacle,
    land: async (onto, commit) => {
      if ((await readTip()) !== onto) return 'moved';
      if (worktree !== null) await rehearse(worktree, onto, commit);
      const moved = await git.run(['update-ref', '--create-reflog', '-m', 'interlock: land', ref, commit, onto]);
      if (moved.exitCode !== 0) return 'moved';
      if (worktree !== null) await createGit({ cwd: worktree }).text(['read-tree', '-m', '-u', onto, commit]);
      return 'landed';
    },
    recover: async ({ onto, commit, sinceMs }) => {
      const isIn = (await git.run(['merge-base', '--is-ancestor', commit, ref])).exitCode === 0;
      if (isIn && worktree !== null && (await readTip()) === commit)
        await mendWorkTree(worktree, { onto, commit, sinceMs });
      return isIn;
    },
  };
};

/** The work tree that has the branch checked out, or null. */
const findWorktree = async ({ git }: Repository, ref: string): Promise<string | null> => {
  const blocks = (await git.text(['worktree', 'list', '--porcelain'])).split('\n\n');
  const block = blocks.find((text) => text.split('\n').includes(`branch ${ref}`));
  const path = block?.split('\n').find((line) => line.startsWith('worktree '));
  return path?.slice('worktree '.length) ?? null;
};

const findChanges = async (worktree: string, name: string): Promise<string | null> => {
  const git = createGit({ cwd: worktree });
  const status = await git.text(['status', '--porcelain', '--untracked-files=no', '--ignore-submodules=all']);
  if (status === '') return null;
  const first = status.split('\n')[0]?.trim() ?? '';
  return `\`${name}\` is checked out in ${worktree} with uncommitted changes (${first}, …), and landing moves its files: commit or stash them, or land on another branch with --into`;
};

/** Dry run: an untracked file in the way is found before the branch moves. */
const rehearse = async (worktree: string, onto: string, commit: string): Promise<void> => {
  const dry = await createGit({ cwd: worktree }).run(['read-tree', '-m', '-u', '-n', onto, commit]);
  if (dry.exitCode !== 0) {
    throw new ConfigurationError(
      `The work tree ${worktree} stands in the way of landing: ${dry.stderr.trim().split('\n')[0] ?? ''}; move the file away, then \`interlock run --resume\``,
    );
  }
};
