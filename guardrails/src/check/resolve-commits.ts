import { ConfigurationError } from '../errors.ts';
import type { Repository } from '../tree/repository.ts';

/** What `head` is called when the working tree as it stands is checked. */
export const workTreeName = 'WORKTREE';

/** The commits of a check, full hashes. */
export type Commits = {
  /** Tip of base: policy comes from here. */
  readonly base: string;
  /** Null for the working tree. */
  readonly head: string | null;
  /** Evidence and diff run from here to head. */
  readonly mergeBase: string;
  /** Where the history of the change ends: head, or what is checked out where head is the working tree. */
  readonly tip: string;
};

/**
 * Finds the commits that two revisions name, and where they parted.
 * @throws ConfigurationError no such revision, or no common history
 */
export const resolveCommits = async (
  repository: Repository,
  revisions: { readonly base: string; readonly head: string },
): Promise<Commits> => {
  const base = await resolveCommit(repository, { option: '--base', revision: revisions.base });
  const isWorkTree = revisions.head === workTreeName;
  const tip = await resolveCommit(repository, { option: '--head', revision: isWorkTree ? 'HEAD' : revisions.head });
  const common = await repository.git.run(['merge-base', base, tip]);
  const mergeBase = common.stdout.toString().trim();
  if (common.exitCode !== 0 || mergeBase === '') throw await noCommonHistory(repository, revisions);
  return { base, head: isWorkTree ? null : tip, mergeBase, tip };
};

const resolveCommit = async (
  { git, root }: Repository,
  { option, revision }: { readonly option: string; readonly revision: string },
): Promise<string> => {
  const found = await git.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  if (found.exitCode === 0) return found.stdout.toString().trim();
  throw new ConfigurationError(
    `${option} ${revision}: ${root} has no such commit. Fetch it (git fetch origin ${revision}), or name another with ${option}.`,
  );
};

const noCommonHistory = async (
  { git, root }: Repository,
  { base, head }: { readonly base: string; readonly head: string },
): Promise<ConfigurationError> => {
  const isShallow = (await git.text(['rev-parse', '--is-shallow-repository'])) === 'true';
  const wayOut = isShallow
    ? 'The clone is shallow: fetch more history with git fetch --unshallow (in GitHub Actions: fetch-depth: 0).'
    : 'Name another base with --base.';
  return new ConfigurationError(`${base} and ${head} have no common commit in ${root}. ${wayOut}`);
};
