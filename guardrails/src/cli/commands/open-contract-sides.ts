import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { ConfigurationError } from '../../errors.ts';
import { createGit } from '../../tree/git.ts';
import type { Git } from '../../tree/git.ts';
import { openRepository } from '../../tree/repository.ts';

/** One file as it was named on the command line. */
export type ContractFile = {
  /** As named: a path, or `main:openapi.yaml`. */
  readonly name: string;
  /** Its name without folders: what its kind is told by. */
  readonly fileName: string;
  readonly text: string;
  /** Its path below the folder or tree that `read` reads from. */
  readonly path: string;
  /** Reads a file that this one refers to; null for what is not there, no regular file, or out of that folder. */
  readonly read: (path: string) => Promise<string | null>;
};

/** Two files to compare. */
export type ContractFiles = { readonly kind: 'files'; readonly base: ContractFile; readonly head: ContractFile };

/** Two commits of the repository around the current folder. */
export type ContractRefs = {
  readonly kind: 'refs';
  readonly repository: string;
  readonly base: string;
  readonly head: string;
};

/** The largest document that is read, in bytes. */
export const mostBytes = 128 * 1024 * 1024;

/**
 * What the two names on the command line are: files, files of commits (`REF:PATH`), or commits.
 * @throws ConfigurationError a name is neither, or one is a file and the other a commit
 */
export const openContractSides = async (names: {
  readonly base: string;
  readonly head: string;
}): Promise<ContractFiles | ContractRefs> => {
  const git = createGit({ cwd: process.cwd() });
  // One after the other: where both are wrong, the first is named.
  const base = await openSide(names.base, git);
  const head = await openSide(names.head, git);
  if (base !== 'ref' && head !== 'ref') return { kind: 'files', base, head };
  if (base !== 'ref' || head !== 'ref') throw mixedSides(names, base === 'ref');
  const { root } = await openRepository(process.cwd());
  return { kind: 'refs', repository: root, ...names };
};

const openSide = async (name: string, git: Git): Promise<ContractFile | 'ref'> => {
  const file = await readFileSide(name);
  if (file !== null) return file;
  const colon = name.indexOf(':');
  if (colon > 0) return readCommitSide(name, colon, git);
  if (name === 'WORKTREE' || (await isCommit(name, git))) return 'ref';
  throw new ConfigurationError(
    `${name} is neither a file that is there nor a commit of this repository: give the path of an OpenAPI document, a JSON Schema or a .d.ts file, REF:PATH, or a branch or commit.`,
  );
};

const readFileSide = async (name: string): Promise<ContractFile | null> => {
  try {
    const found = await stat(name);
    if (found.isDirectory())
      throw new ConfigurationError(
        `${name} is a folder: name the document in it, or two commits to compare all contracts.`,
      );
    if (found.size > mostBytes) throw tooLarge(name);
    return { name, fileName: basename(name), text: await readFile(name, 'utf8'), ...(await placeOnDisk(name)) };
  } catch (cause) {
    if (cause instanceof ConfigurationError) throw cause;
    if (hasCode(cause, 'ENOENT') || hasCode(cause, 'ENOTDIR')) return null;
    throw new ConfigurationError(`${name} cannot be read: check its permissions.`, { cause });
  }
};

const readCommitSide = async (name: string, colon: number, git: Git): Promise<ContractFile> => {
  const [ref, path] = [name.slice(0, colon), name.slice(colon + 1)];
  if (ref.startsWith('-') || !(await isCommit(ref, git)))
    throw new ConfigurationError(
      `${ref} in ${name} is no commit of this repository: give a branch, tag or commit before the colon.`,
    );
  const shown = await git
    .run(['cat-file', 'blob', `${ref}:${path}`], { maxBytes: mostBytes })
    .catch((cause: unknown) => {
      throw new ConfigurationError(`${name} is larger than ${mostBytes / 1024 / 1024} MB: compare the parts of it.`, {
        cause,
      });
    });
  if (shown.exitCode !== 0)
    throw new ConfigurationError(`${ref} has no file ${path}: give its path from the root of the repository.`);
  return { name, fileName: basename(path), text: shown.stdout.toString('utf8'), path, read: readerOf(git, ref) };
};

/** Files are read below the current folder, or below the document's own where it stands elsewhere. */
const placeOnDisk = async (name: string): Promise<Pick<ContractFile, 'path' | 'read'>> => {
  const whole = await realpath(name);
  const here = await realpath(process.cwd());
  const root = whole.startsWith(here + sep) ? here : dirname(whole);
  return {
    path: relative(root, whole).split(sep).join('/'),
    read: async (path) => {
      try {
        const file = await realpath(join(root, path));
        // A link that leads out of the folder is not followed: the document may be somebody else's.
        if (!file.startsWith(root + sep) || !(await stat(file)).isFile()) return null;
        return await readFile(file, 'utf8');
      } catch {
        return null;
      }
    },
  };
};

const readerOf =
  (git: Git, ref: string): ContractFile['read'] =>
  async (path) => {
    const shown = await git.run(['cat-file', 'blob', `${ref}:${path}`], { maxBytes: mostBytes }).catch(() => null);
    return shown?.exitCode === 0 ? shown.stdout.toString('utf8') : null;
  };

const isCommit = async (name: string, git: Git): Promise<boolean> => {
  if (name.startsWith('-')) return false;
  const found = await git
    .run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`])
    .catch(() => null);
  return found?.exitCode === 0;
};

const mixedSides = ({ base, head }: { readonly base: string; readonly head: string }, baseIsRef: boolean): Error => {
  const [file, ref] = baseIsRef ? [head, base] : [base, head];
  return new ConfigurationError(
    `${file} is a file and ${ref} a commit: give two files, two commits, or ${ref}:PATH for the file in that commit.`,
  );
};

const tooLarge = (name: string): ConfigurationError =>
  new ConfigurationError(`${name} is larger than ${mostBytes / 1024 / 1024} MB: compare the parts of it.`);

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
