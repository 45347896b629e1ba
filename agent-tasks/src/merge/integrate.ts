import type { Git } from '@interlock-dev/guardrails/tree';

/** An accepted change that is to stand on `onto`, the tip of the branch. Full hashes. */
export type Integration = {
  readonly git: Git;
  readonly onto: string;
  readonly commit: string;
  /** Commit message of what lands. */
  readonly message: string;
  /**
   * `linear`: one commit on top of `onto` (a job's work). `merge`: a merge commit that keeps the branch's own history.
   */
  readonly shape: 'linear' | 'merge';
  readonly identity: CommitIdentity;
};

/** Who a commit that Interlock makes is by. */
export type CommitIdentity = { readonly name: string; readonly email: string };

/** The commit that would land, or the files where both sides changed the same lines. */
export type Integrated =
  | { readonly commit: string; readonly tree: string }
  | { readonly conflicts: readonly string[]; readonly detail: string };

/**
 * Puts a change on the tip with `git merge-tree`, touching no work tree. A text conflict is never settled by picking
 * a side: it is returned. The change's own commit is the answer when it already stands on the tip.
 */
export const integrate = async ({ git, onto, commit, message, shape, identity }: Integration): Promise<Integrated> => {
  const merged = await git.run(['merge-tree', '--write-tree', '--name-only', '-z', onto, commit]);
  const [tree = '', ...rest] = merged.stdout.toString('utf8').split('\0');
  if (merged.exitCode === 1) return readConflicts(rest);
  if (merged.exitCode !== 0) throw new Error(`git merge-tree failed: ${merged.stderr.trim()}`);
  const parents = shape === 'linear' ? [onto] : [onto, commit];
  const created = await git.text(['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent]), '-F', '-'], {
    input: message,
    env: identityOf(identity),
  });
  return { commit: created, tree };
};

/** Environment that makes git commit as `identity` without reading any configuration. */
export const identityOf = ({ name, email }: CommitIdentity): Record<string, string> => ({
  GIT_AUTHOR_NAME: name,
  GIT_AUTHOR_EMAIL: email,
  GIT_COMMITTER_NAME: name,
  GIT_COMMITTER_EMAIL: email,
});

/** `-z --name-only`: file names, an empty field, then informational messages. */
const readConflicts = (fields: readonly string[]): Integrated => {
  const end = fields.indexOf('');
  const detail = fields.slice(end + 1).filter((field) => field.startsWith('CONFLICT') || field.includes('CONFLICT ('));
  return { conflicts: [...new Set(fields.slice(0, end))], detail: detail.join('').trim() };
};
