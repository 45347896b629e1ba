import type { Change } from '../change/change.ts';
import type { Git } from './git.ts';
import { readChange } from './read-change.ts';

/** One commit on the way from base to head, and what it changed against its parent. */
export type HistoryStep = { readonly commit: string; readonly change: Change };

/** The commits of a change, oldest first. */
export type ChangeHistory = {
  readonly steps: readonly HistoryStep[];
  /** How many commits were left out: beyond the limit, or without their parent in a shallow clone. */
  readonly omitted: number;
};

/** Where the commits are. */
export type HistoryRequest = {
  /** Git of the repository: it knows where a shallow clone ends. */
  readonly repository: Git;
  /** Our own git over the repository's objects: no diff driver or attribute hides a line. */
  readonly git: Git;
  readonly mergeBase: string;
  /** Full hash; for the working tree the commit that is checked out. */
  readonly head: string;
  /** Hash of head's tree: a single commit that made it has nothing that the change itself does not show. */
  readonly headTree: string;
  /** Most commits that are read, the newest. Default 200. */
  readonly limit?: number;
};

type Commit = { readonly sha: string; readonly parent: string | undefined };

/**
 * Reads what each commit between the merge base and head changed, so that what a later commit took away again is seen
 * too. Merge commits are left out: what they bring stands in the commits that they merge.
 */
export const readHistory = async (request: HistoryRequest): Promise<ChangeHistory> => {
  const { git, limit = 200 } = request;
  const commits = await listCommits(request);
  if (commits.length === 1 && (await treeOf(git, request.head)) === request.headTree) return { steps: [], omitted: 0 };
  const wanted = commits.slice(-limit);
  const steps: HistoryStep[] = [];
  // One after the other: each one is two git processes, and a check is not the only work on a machine.
  for (const commit of wanted) steps.push(...(await readStep(request, commit)));
  return { steps, omitted: commits.length - steps.length };
};

const listCommits = async ({ repository, mergeBase, head }: HistoryRequest): Promise<readonly Commit[]> => {
  const output = await repository.text([
    'rev-list',
    '--reverse',
    '--topo-order',
    '--no-merges',
    '--parents',
    head,
    `^${mergeBase}`,
  ]);
  return output
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [sha = '', parent] = line.split(' ');
      return { sha, parent };
    });
};

const readStep = async ({ repository, git }: HistoryRequest, commit: Commit): Promise<readonly HistoryStep[]> => {
  const isCutOff =
    commit.parent === undefined && (await repository.text(['rev-parse', '--is-shallow-repository'])) === 'true';
  if (isCutOff) return [];
  const [base, head] = await Promise.all([
    commit.parent === undefined ? emptyTree(git) : treeOf(git, commit.parent),
    treeOf(git, commit.sha),
  ]);
  const change = await readChange({
    git,
    base: { commit: commit.parent ?? null, sha: base },
    head: { commit: commit.sha, sha: head },
  });
  return [{ commit: commit.sha, change }];
};

const treeOf = (git: Git, commit: string): Promise<string> => git.text(['rev-parse', '--verify', `${commit}^{tree}`]);

const emptyTree = (git: Git): Promise<string> =>
  git.text(['hash-object', '-t', 'tree', '--stdin', '-w'], { input: '' });
