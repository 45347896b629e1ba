import { existsSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigurationError } from '@interlock-dev/guardrails';
import { createGit, type Git } from '@interlock-dev/guardrails/tree';

/** A landing that was begun: `onto` → `commit`, since epoch milliseconds. */
export type BegunLanding = { readonly onto: string; readonly commit: string; readonly sinceMs: number };

/**
 * Finishes what a kill between moving a branch and moving its files left half done. Touches only the files that the
 * landing changes, and only while each is as the old or the new commit has it: whatever else was edited or staged stays.
 * @throws ConfigurationError a file of the landing was edited since
 */
export const mendWorkTree = async (worktree: string, { onto, commit, sinceMs }: BegunLanding): Promise<void> => {
  const git = createGit({ cwd: worktree });
  const lock = join(await git.text(['rev-parse', '--absolute-git-dir']), 'index.lock');
  if (existsSync(lock) && statSync(lock).mtimeMs >= sinceMs) rmSync(lock);
  if ((await git.run(['diff-index', '--quiet', '--cached', commit])).exitCode === 0) return;
  const files = await listFiles(git, { onto, commit });
  for (const file of files) await refuseEdited(worktree, git, file);
  await writeIndex(git, files);
  await writeFiles(worktree, git, files);
};

/** A file that a landing changes; a hash of zeros where a side does not have it. */
type MovedFile = { readonly path: string; readonly mode: string; readonly onto: string; readonly commit: string };

const listFiles = async (git: Git, { onto, commit }: Pick<BegunLanding, 'onto' | 'commit'>) => {
  const raw = await git.text(['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '--no-renames', onto, commit]);
  const fields = raw.split('\0').filter((field) => field !== '');
  return fields.flatMap((field, index): readonly MovedFile[] => {
    if (index % 2 === 1) return [];
    const [, mode = '', before = '', after = ''] = field.slice(1).split(' ');
    return [{ path: fields[index + 1] ?? '', mode, onto: before, commit: after }];
  });
};

const isGone = ({ mode }: MovedFile): boolean => mode === '000000';

const refuseEdited = async (worktree: string, git: Git, { path, onto, commit }: MovedFile): Promise<void> => {
  if (!existsSync(join(worktree, path))) return;
  const now = await git.run(['hash-object', '--no-filters', '--', path]);
  if (now.exitCode === 0 && [onto, commit].includes(now.stdout.toString('utf8').trim())) return;
  throw new ConfigurationError(
    `${join(worktree, path)} was edited while a landing was under way: keep a copy, \`git checkout -- ${path}\`, then resume`,
  );
};

const writeIndex = (git: Git, files: readonly MovedFile[]): Promise<string> => {
  const input = files.map(({ mode, commit, path }) => `${mode.replace('000000', '0')} ${commit}\t${path}\0`).join('');
  return git.text(['update-index', '-z', '--index-info'], { input });
};

const writeFiles = async (worktree: string, git: Git, files: readonly MovedFile[]): Promise<void> => {
  for (const { path } of files.filter(isGone)) removeFile(worktree, path);
  const kept = files.filter((file) => !isGone(file)).map(({ path }) => `${path}\0`);
  await git.text(['checkout-index', '--force', '--index', '-z', '--stdin'], { input: kept.join('') });
};

/** As git does it: folders that have become empty go too. */
const removeFile = (worktree: string, path: string): void => {
  rmSync(join(worktree, path), { force: true });
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    try {
      rmdirSync(join(worktree, folder));
    } catch {
      // Something else is in it, or it is gone already.
      return;
    }
  }
};
