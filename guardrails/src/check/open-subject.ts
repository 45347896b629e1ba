import { join } from 'node:path';
import type { Change } from '../change/change.ts';
import type { Policy } from '../policy/policy.ts';
import { readPolicy } from '../policy/read-policy.ts';
import { openBlobFiles, sweepBlobFiles, type BlobFiles } from '../tree/blob-files.ts';
import { createTree } from '../tree/commit-tree.ts';
import { readChange } from '../tree/read-change.ts';
import { readHistory, type ChangeHistory } from '../tree/read-history.ts';
import { openRepository, type Repository } from '../tree/repository.ts';
import { createScratchGit } from '../tree/scratch.ts';
import { snapshotWorkTree } from '../tree/snapshot.ts';
import type { Tree } from '../tree/tree.ts';
import type { CheckRequest } from './check-request.ts';
import { resolveCommits, type Commits } from './resolve-commits.ts';

/** What a check is about: everything that guardrails look at. */
export type Subject = {
  readonly repository: Repository;
  readonly commits: Commits;
  readonly policy: Policy;
  readonly base: Tree;
  readonly head: Tree;
  readonly change: Change;
  /** Read when it is asked for. */
  readonly history: () => Promise<ChangeHistory>;
  /**
   * The two trees for one guardrail, with checkouts of its own: code of the change that runs for one guardrail cannot
   * alter the files that another one looks at.
   */
  readonly openSides: (guardrail: string) => { readonly base: Tree; readonly head: Tree };
};

/**
 * Opens the two sides of a change and the policy that it is judged by.
 * @param dir a folder of the check's own: gets the git directory and the checkouts
 * @throws ConfigurationError see {@link openRepository}, {@link resolveCommits} and {@link readPolicy}
 */
export const openSubject = async (request: CheckRequest, dir: string): Promise<Subject> => {
  const repository = await openRepository(request.repository);
  const commits = await resolveCommits(repository, request);
  const policy = await readPolicy({ git: repository.git, commit: commits.base, brief: request.brief ?? null });
  const git = await createScratchGit(repository.git, join(dir, 'git'));
  const treeOf = (commit: string): Promise<string> =>
    repository.git.text(['rev-parse', '--verify', `${commit}^{tree}`]);
  const baseTree = await treeOf(commits.mergeBase);
  const headTree =
    commits.head === null
      ? await snapshotWorkTree({ repository, scratch: git, dir: join(dir, 'snapshot') })
      : await treeOf(commits.head);
  const blobs = sharedBlobs(request, policy);
  const openSides: Subject['openSides'] = (guardrail) => {
    const shared = { git, dependencies: repository.root, ...(blobs && { blobs }) };
    const checkoutRoot = (side: string): string => join(dir, 'checkouts', guardrail, side);
    return {
      base: createTree({ ...shared, commit: commits.mergeBase, tree: baseTree, checkoutRoot: checkoutRoot('base') }),
      head: createTree({ ...shared, commit: commits.head, tree: headTree, checkoutRoot: checkoutRoot('head') }),
    };
  };
  const sides = openSides('all');
  const { mergeBase, tip } = commits;
  const history: Subject['history'] = () =>
    readHistory({ repository: repository.git, git, mergeBase, head: tip, headTree });
  return { repository, commits, policy, ...sides, change: await readChange({ git, ...sides }), history, openSides };
};

/** Behind walls every checkout is read-only; without them code of the change could write to what other checks see. */
const sharedBlobs = ({ cacheDir }: CheckRequest, { configuration }: Policy): BlobFiles | null => {
  if (cacheDir === undefined || configuration.sandbox !== 'bubblewrap') return null;
  const folder = join(cacheDir, 'blobs');
  try {
    sweepBlobFiles(folder, { nowMs: Date.now(), days: 14 });
  } catch {
    // A cache that cannot be swept (read-only home, somebody's file in its place) changes no verdict.
  }
  return openBlobFiles(folder);
};
