import { ConfigurationError } from '../errors.ts';
import type { Git } from '../tree/git.ts';

/**
 * The branch that a change is compared with when nobody names one: origin's default branch, else `main`, else `master`,
 * else origin's `main` or `master` (a CI checkout has neither `origin/HEAD` nor a local branch).
 * @throws ConfigurationError none of them is there
 */
export const findDefaultBase = async (git: Git): Promise<string> => {
  const origin = await git.run(['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD']);
  const named = origin.exitCode === 0 ? [origin.stdout.toString().trim()] : [];
  for (const candidate of [...named, 'main', 'master', 'origin/main', 'origin/master']) {
    const { exitCode } = await git.run(['rev-parse', '--quiet', '--verify', `${candidate}^{commit}`]);
    if (exitCode === 0) return candidate;
  }
  throw new ConfigurationError(
    'No branch to compare with: there is no origin default branch, no main and no master. Name one with --base REF.',
  );
};
