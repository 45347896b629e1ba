import { appendFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ConfigurationError } from '../../../guardrails/src/errors.ts';
import { createGit, type Git } from '../../../guardrails/src/tree/git.ts';

/** A repository of somebody else, opened without touching it. */
export type Mirror = {
  readonly name: string;
  /** Absolute path of a repository of our own with an empty work tree, which reads the other one's objects. */
  readonly root: string;
  readonly git: Git;
  /** Hash of the commit that the other one's HEAD names. */
  readonly tip: string;
};

/**
 * Opens a clone or a bare git directory: makes a repository in `dir` that borrows its objects, with `main` at its HEAD and
 * no files. Takes milliseconds, copies nothing, and changes nothing there.
 * @throws ConfigurationError `path` is no git repository or has no commit
 */
export const openMirror = async (path: string, dir: string): Promise<Mirror> => {
  const source = createGit({ cwd: resolve(path) });
  const found = await source.run(['rev-parse', '--path-format=absolute', '--git-path', 'objects', 'HEAD^{commit}']);
  const [objects, tip] = found.stdout.toString().trim().split('\n');
  if (found.exitCode !== 0 || objects === undefined || tip === undefined)
    throw new ConfigurationError(`${path} is no git repository with a commit: give a clone or a bare git directory.`);
  const name = nameOf(resolve(path));
  const root = join(dir, name.replaceAll(/[^\w.-]/g, '_'));
  const git = createGit({ cwd: dir });
  await git.text(['init', '--quiet', '--template=', '--initial-branch=main', root]);
  await appendFile(join(root, '.git/objects/info/alternates'), `${objects}\n`);
  const own = createGit({ cwd: root });
  await own.text(['update-ref', 'refs/heads/main', tip]);
  return { name, root, git: own, tip };
};

/** `owner/name` where the path says so (`…/owner+name/repo`, `…/owner/name.git`), else the last folder. Pure. */
export const nameOf = (path: string): string => {
  const parts = [basename(dirname(path)), basename(path)].map((part) => part.replace(/\.git$/, ''));
  const plus = parts.toReversed().find((part) => part.includes('+'));
  if (plus !== undefined) return plus.replace('+', '/');
  const [above = '', own = ''] = parts;
  return own === '' ? above : own;
};
