import { ConfigurationError, readPolicy, type Policy } from '@interlock-dev/guardrails';
import { openRepository, type Repository } from '@interlock-dev/guardrails/tree';
import { probeSandbox } from '@interlock-dev/guardrails/sandbox';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { openTargetBranch, type TargetBranch } from '../merge/target-branch.ts';
import type { CommitIdentity } from '../merge/integrate.ts';
import { repositoryState } from '../run/run-folder.ts';

/** The repository that a command works in, and what its branch says. */
export type Project = {
  readonly repository: Repository;
  readonly state: string;
  readonly cacheDir: string;
  readonly identity: CommitIdentity;
};

/** A project with the branch that changes land on, checked for everything a run needs before anything changes. */
export type LandingProject = Project & { readonly target: TargetBranch; readonly policy: Policy };

/** Opens the repository around `cwd`. */
export const openProject = async (cwd: string): Promise<Project> => {
  const repository = await openRepository(cwd);
  return {
    repository,
    state: repositoryState(repository.gitDir, repository.root),
    cacheDir: join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'interlock'),
    identity: { name: 'Interlock', email: 'interlock@localhost' },
  };
};

/** Opens the branch to land on: it exists, its work tree is clean, and the walls can be built. */
export const openLanding = async (project: Project, into: string | null): Promise<LandingProject> => {
  const { repository } = project;
  const name = into ?? (await currentBranch(repository));
  const target = await openTargetBranch(repository, name);
  const obstacle = await target.findObstacle();
  if (obstacle !== null) throw new ConfigurationError(obstacle);
  const policy = await readPolicy({ git: repository.git, commit: await target.readTip(), brief: null });
  const noWalls = policy.configuration.sandbox === 'bubblewrap' ? await probeSandbox() : null;
  if (noWalls !== null) throw new ConfigurationError(noWalls);
  return { ...project, target, policy };
};

const currentBranch = async ({ git }: Repository): Promise<string> => {
  const head = await git.run(['symbolic-ref', '--quiet', '--short', 'HEAD']);
  const name = head.stdout.toString('utf8').trim();
  if (head.exitCode !== 0 || name === '') {
    throw new ConfigurationError(
      'HEAD is detached, so there is no current branch to land on: name one with --into BRANCH',
    );
  }
  return name;
};
