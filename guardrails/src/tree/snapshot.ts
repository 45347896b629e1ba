import { copyFile, lstat, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createGit, type Git } from './git.ts';
import type { Repository } from './repository.ts';
import { createScratchGit } from './scratch.ts';
import { readUserSettings } from './user-settings.ts';

/** What a snapshot is taken with. */
export type SnapshotRequest = {
  readonly repository: Repository;
  /** Our own git ({@link createScratchGit}): it gets the new objects. */
  readonly scratch: Git;
  /** An absent folder for the snapshot's index and attributes. */
  readonly dir: string;
};

/**
 * Records the working tree as it stands (tracked files and untracked ones that are not ignored, uncommitted edits
 * included) as a tree object, and gives its hash. The repository's index and object database do not change.
 *
 * It is the tree that `git add --all && git commit` would record, but for filter programs, which never run: a touched
 * file of a `filter` attribute is recorded as it lies on disk. Git's own line-end conversion does apply (`text`, `eol`,
 * `core.autocrlf`: no program runs for it), or a checkout with CRLF would differ from base in every line. A nested
 * repository that is not a submodule is left out, as git records no file of it either.
 */
export const snapshotWorkTree = async (request: SnapshotRequest): Promise<string> => {
  const { repository } = request;
  const place = await findIndex(repository.git);
  const git = await createSnapshotGit(request, place);
  await copyIndex(request, git, place);
  // Not `git add` and not `git status`: both start a git inside each submodule, under that submodule's configuration.
  const tracked = await listTracked(git);
  const untracked = await listPaths(git, ['--others', '--exclude-standard']);
  const replaced = await keepFolders(repository.root, tracked);
  await updateIndex(git, ['--force-remove'], replaced);
  const gone = new Set(replaced);
  const files = [...tracked.map(({ path }) => path), ...untracked.filter((path) => !path.endsWith('/'))];
  await updateIndex(
    git,
    ['--add', '--remove', '--replace'],
    files.filter((path) => !gone.has(path)),
  );
  return git.text(['write-tree']);
};

type TrackedPath = { readonly path: string; readonly isSubmodule: boolean };

const listTracked = async (git: Git): Promise<readonly TrackedPath[]> =>
  (await listPaths(git, ['--stage', '--modified', '--deleted'])).map((line) => ({
    path: line.slice(line.indexOf('\t') + 1),
    isSubmodule: line.startsWith('160000'),
  }));

/** Paths as git has them, one character a byte: a name need not be UTF-8. */
const listPaths = async (git: Git, args: readonly string[]): Promise<readonly string[]> => {
  const { exitCode, stdout, stderr } = await git.run(['ls-files', '-z', ...args]);
  if (exitCode !== 0) throw new Error(`The working tree could not be listed: ${stderr}`);
  return stdout.toString('latin1').split('\0').filter(Boolean);
};

/** Tracked files that are folders now: git does not see by itself that they went. */
const keepFolders = async (root: string, tracked: readonly TrackedPath[]): Promise<readonly string[]> => {
  const files = tracked.filter(({ isSubmodule }) => !isSubmodule).map(({ path }) => path);
  const infos = await Promise.all(
    files.map((path) =>
      lstat(Buffer.from(`${Buffer.from(root).toString('latin1')}/${path}`, 'latin1')).catch(ignoreMissing),
    ),
  );
  return files.filter((_, index) => infos[index]?.isDirectory());
};

const updateIndex = async (git: Git, options: readonly string[], paths: readonly string[]): Promise<void> => {
  if (paths.length === 0) return;
  const input = Buffer.from(paths.map((path) => `${path}\0`).join(''), 'latin1');
  await git.text(['update-index', ...options, '-z', '--stdin'], { input });
};

const createSnapshotGit = async (
  { repository, scratch, dir }: SnapshotRequest,
  { exclude }: IndexPlace,
): Promise<Git> => {
  await createScratchGit(repository.git, dir);
  await writeFile(join(dir, 'info/attributes'), '* -filter\n');
  await copyFile(exclude, join(dir, 'info/exclude')).catch(ignoreMissing);
  return createGit({
    cwd: repository.root,
    gitDir: dir,
    workTree: repository.root,
    env: { GIT_INDEX_FILE: join(dir, 'index'), GIT_OBJECT_DIRECTORY: join(scratch.cwd, 'objects') },
    settings: await readUserSettings(repository),
  });
};

/** Files of the repository's git directory: the index, its second half where it is split, the user's own ignore rules. */
type IndexPlace = { readonly index: string; readonly exclude: string; readonly isSplit: boolean };

const findIndex = async (git: Git): Promise<IndexPlace> => {
  const paths = ['--path-format=absolute', '--git-path', 'index', '--git-path', 'info/exclude', '--shared-index-path'];
  const [index = '', exclude = '', shared = ''] = (await git.text(['rev-parse', ...paths])).split('\n');
  return { index, exclude, isSplit: shared !== '' };
};

const copyIndex = async (
  { repository, dir }: SnapshotRequest,
  git: Git,
  { index, isSplit }: IndexPlace,
): Promise<void> => {
  if (isSplit) return copyEntries(repository, git);
  const copy = join(dir, 'index');
  const info = await stat(index).catch(ignoreMissing);
  if (info === undefined) return;
  await copyFile(index, copy);
  // Git takes a file that is older than its index for unchanged: the copy must not look newer than the original.
  const second = Math.floor(info.mtimeMs / 1000);
  await utimes(copy, second, second);
};

/** For an index that is split over two files, which cannot be copied alone. */
const copyEntries = async (repository: Repository, git: Git): Promise<void> => {
  const entries = await repository.git.run(['ls-files', '-z', '--stage']);
  await git.text(['update-index', '-z', '--index-info'], { input: entries.stdout });
};

const ignoreMissing = (error: unknown): undefined => {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
    return undefined;
  throw error;
};
