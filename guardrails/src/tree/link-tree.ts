import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileMode } from '../change/change.ts';
import type { BlobFiles } from './blob-files.ts';
import type { Git } from './git.ts';
import { readBlobs } from './read-blobs.ts';

/** A tree to lay out of shared files. */
export type LinkRequest = {
  readonly git: Git;
  /** Hash of a tree or commit. */
  readonly tree: string;
  /** Absolute path of an empty or absent folder. */
  readonly dir: string;
  readonly blobs: BlobFiles;
};

/** One line of `git ls-tree -r -l -z`. */
type Entry = { readonly mode: FileMode; readonly sha: string; readonly bytes: number; readonly path: string };

/** Blobs that are read at once, so that a large tree does not stand in memory as a whole. */
const blobsAtOnce = 500;

/**
 * Lays out a tree byte for byte as `checkoutTree` does, with a hard link a file. False when that cannot be done here (another file
 * system, a path that git itself would refuse or that is no UTF-8): then part of it may stand in `dir`.
 */
export const linkTree = async ({ git, tree, dir, blobs }: LinkRequest): Promise<boolean> => {
  const entries = parseEntries(await git.run(['ls-tree', '-r', '-l', '-z', '--full-tree', tree]));
  if (entries === null || !entries.every(({ path }) => isPlain(path))) return false;
  const folders = new Set(entries.map(({ path, mode }) => (mode === '160000' ? path : dirname(path))));
  for (const folder of folders) mkdirSync(join(dir, folder), { recursive: true });
  const files = entries.filter(({ mode }) => mode.startsWith('100'));
  const states = files.map((entry) => ({ entry, state: blobs.link(entry, join(dir, entry.path)) }));
  if (states.some(({ state }) => state === 'unlinkable')) return false;
  const missing = states.flatMap(({ entry, state }) => (state === 'missing' ? [entry] : []));
  for (let at = 0; at < missing.length; at += blobsAtOnce)
    if (!(await linkFresh({ git, dir, blobs }, missing.slice(at, at + blobsAtOnce)))) return false;
  await makeLinks(
    { git, dir },
    entries.filter(({ mode }) => mode === '120000'),
  );
  return true;
};

const parseEntries = ({
  stdout,
  exitCode,
}: {
  readonly stdout: Buffer;
  readonly exitCode: number;
}): readonly Entry[] | null => {
  if (exitCode !== 0) return null;
  return stdout
    .toString()
    .split('\0')
    .filter(Boolean)
    .map((line) => {
      const tab = line.indexOf('\t');
      const [mode = '', , sha = '', bytes = ''] = line.slice(0, tab).split(/ +/);
      return { mode: mode as FileMode, sha, bytes: Number(bytes), path: line.slice(tab + 1) };
    });
};

/** What git's own checkout has a say in (`..`, and `.git` by whatever name a file system knows it), and names that are no UTF-8. */
const isPlain = (path: string): boolean =>
  !path.includes('\uFFFD') &&
  !path.includes('\\') &&
  !path.split('/').some((part) => isRefused(part.replace(unseen, '')));

const unseen = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/gu;

const isRefused = (part: string): boolean => part === '' || /^(?:\.\.?|\.git[. ]*|git~\d+)$/iu.test(part);

type Place = Pick<LinkRequest, 'git' | 'dir' | 'blobs'>;

const linkFresh = async ({ git, dir, blobs }: Place, entries: readonly Entry[]): Promise<boolean> => {
  const contents = await readBlobs(
    git,
    entries.map(({ sha }) => sha),
  );
  return entries.every((entry) => {
    const content = contents.get(entry.sha);
    if (content === undefined) return false;
    if (blobs.link(entry, join(dir, entry.path)) === 'linked') return true;
    blobs.add(entry, content);
    return blobs.link(entry, join(dir, entry.path)) === 'linked';
  });
};

/** Links come last, so that nothing is ever written through one. */
const makeLinks = async ({ git, dir }: Pick<Place, 'git' | 'dir'>, entries: readonly Entry[]): Promise<void> => {
  const targets =
    entries.length === 0
      ? new Map<string, Buffer>()
      : await readBlobs(
          git,
          entries.map(({ sha }) => sha),
        );
  for (const { sha, path } of entries) symlinkSync(targets.get(sha) ?? Buffer.alloc(0), join(dir, path));
};
