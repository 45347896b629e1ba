import { join } from 'node:path';
import { createGit, createScratchGit } from '@interlock-dev/guardrails/tree';
import type { Git, Repository } from '@interlock-dev/guardrails/tree';

/** A file, link or submodule of a tree. `path` is the bytes of the name as a latin1 string. */
export type TreePath = { readonly mode: string; readonly sha: string; readonly path: string };

/** Git over the user's objects with a git directory, configuration, attributes and index that only we own. */
export type HarvestGit = Git & { readonly gitDir: string };

/** Makes the git of one harvest in a fresh folder: what it writes goes straight to the user's objects. */
export const createHarvestGit = async (repository: Repository, scratch: string): Promise<HarvestGit> => {
  const gitDir = join(scratch, 'git');
  await createScratchGit(repository.git, gitDir);
  const objects = await repository.git.text(['rev-parse', '--path-format=absolute', '--git-path', 'objects']);
  const env = { GIT_OBJECT_DIRECTORY: objects, GIT_INDEX_FILE: join(scratch, 'index') };
  return { ...createGit({ cwd: gitDir, gitDir, env }), gitDir };
};

/** All paths of a commit, submodules (mode 160000) included. */
export const listCommit = async (git: Git, commit: string): Promise<readonly TreePath[]> => {
  const { stdout } = await orThrow(git, ['ls-tree', '-r', '-z', '--full-tree', commit]);
  return stdout.toString('latin1').split('\0').filter(Boolean).map(parseTreeLine);
};

const parseTreeLine = (line: string): TreePath => {
  const tab = line.indexOf('\t');
  const [mode = '', , sha = ''] = line.slice(0, tab).split(' ');
  return { mode, sha, path: line.slice(tab + 1) };
};

/**
 * Writes files into the object database byte for byte, no filter, and answers their hashes in order.
 * @param files absolute paths as latin1 strings
 */
export const writeBlobs = async (git: Git, files: readonly string[]): Promise<readonly string[]> => {
  if (files.length === 0) return [];
  const input = files.map((file) => `${quotePath(file)}\n`).join('');
  const { stdout } = await orThrow(git, ['hash-object', '-w', '--no-filters', '--stdin-paths'], input);
  return stdout.toString().trim().split('\n');
};

/** Quotes a path as git reads it (quote.c, unquote_c_style): a name may hold a line break. Pure. */
export const quotePath = (path: string): string =>
  `"${path.replace(/[^\x20-\x7e]|["\\]/g, (byte) => `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`)}"`;

/** Writes a tree of exactly these paths from an empty index. */
export const writeTree = async (git: Git, paths: readonly TreePath[]): Promise<string> => {
  const input = Buffer.from(paths.map(({ mode, sha, path }) => `${mode} ${sha}\t${path}\0`).join(''), 'latin1');
  await orThrow(git, ['read-tree', '--empty']);
  await orThrow(git, ['update-index', '-z', '--index-info'], input);
  return git.text(['write-tree']);
};

/** The bytes of a blob. */
export const readBlob = async (git: Git, sha: string): Promise<Buffer> =>
  (await orThrow(git, ['cat-file', 'blob', sha])).stdout;

const orThrow = async (git: Git, args: readonly string[], input?: string | Buffer) => {
  const result = await git.run(args, input === undefined ? {} : { input });
  if (result.exitCode === 0) return result;
  throw new Error(`git ${args.join(' ')} failed while work was harvested: ${result.stderr.trim()}`);
};
