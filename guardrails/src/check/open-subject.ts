import { join } from 'node:path';
import type { Change } from '../change/change.ts';
import type { Policy } from '../policy/policy.ts';
import { readPolicy } from '../policy/read-policy.ts';
import { createTree } from '../tree/commit-tree.ts';
import { readChange } from '../tree/read-change.ts';
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
  const createSide = (side: { readonly commit: string | null; readonly tree: string; readonly name: string }): Tree =>
    createTree({ git, ...side, checkoutRoot: join(dir, side.name), dependencies: repository.root });

  const base = createSide({ commit: commits.mergeBase, tree: await treeOf(commits.mergeBase), name: 'base' });
  const headTree =
    commits.head === null
      ? await snapshotWorkTree({ repository, scratch: git, dir: join(dir, 'snapshot') })
      : await treeOf(commits.head);
  const head = createSide({ commit: commits.head, tree: headTree, name: 'head' });
  return { repository, commits, policy, base, head, change: await readChange({ git, base, head }) };
};
