import type { Change, ChangedFile } from '../change/change.ts';
import { parsePatch, type PatchSection } from '../change/parse-patch.ts';
import { parseRawDiff, type RawEntry } from '../change/parse-raw-diff.ts';
import type { Git } from './git.ts';
import { readBlobs } from './read-blobs.ts';
import type { Tree } from './tree.ts';

/** The two sides of a change. */
export type ChangeRequest = {
  /** Our own git over the repository's objects ({@link createScratchGit}): no diff driver or attribute hides a line. */
  readonly git: Git;
  readonly base: Pick<Tree, 'commit' | 'sha'>;
  readonly head: Pick<Tree, 'commit' | 'sha'>;
};

/** Reads the diff between two trees: renames found, lines without context, symlinks with their target as a line. */
export const readChange = async ({ git, base, head }: ChangeRequest): Promise<Change> => {
  const [raw, patch] = await Promise.all([
    diffTree(git, ['-z', '--raw', '--no-abbrev', base.sha, head.sha]),
    diffTree(git, ['-p', '-U0', '--no-color', '--no-ext-diff', '--no-textconv', '--full-index', base.sha, head.sha]),
  ]);
  const entries = parseRawDiff(raw.toString());
  const files = joinSections(entries, parsePatch(patch.toString()));
  return { base: base.commit ?? base.sha, head: head.commit, files: await splitLinkRenames(git, entries, files) };
};

const diffTree = async (git: Git, args: readonly string[]): Promise<Buffer> => {
  const { exitCode, stdout, stderr } = await git.run(['diff-tree', '-r', '-M', '--ignore-submodules=none', ...args]);
  if (exitCode !== 0) throw new Error(`git diff-tree could not compare two trees: ${stderr}`);
  return stdout;
};

/** Raw diff and patch list the files in the same order; a type change has a section for each side. */
const joinSections = (entries: readonly RawEntry[], sections: readonly PatchSection[]): readonly ChangedFile[] => {
  let at = 0;
  const files = entries.map((entry) => {
    const own = sections.slice(at, (at += entry.isTypeChange ? 2 : 1));
    return toChangedFile(entry, own);
  });
  if (at !== sections.length) throw new Error(`${entries.length} changed files, but ${sections.length} patch sections`);
  return files;
};

const toChangedFile = (entry: RawEntry, sections: readonly PatchSection[]): ChangedFile => ({
  status: entry.status,
  path: entry.path,
  ...(entry.basePath !== undefined && { basePath: entry.basePath }),
  baseMode: entry.baseMode,
  headMode: entry.headMode,
  isBinary: sections.some((section) => section.isBinary),
  hunks: sections.flatMap((section) => section.hunks),
});

/** A symlink that moved is a new one: the same target means another file from another folder, so it shows as a line. */
const splitLinkRenames = async (
  git: Git,
  entries: readonly RawEntry[],
  files: readonly ChangedFile[],
): Promise<readonly ChangedFile[]> => {
  const links = entries.filter((entry) => entry.basePath !== undefined && entry.headMode === '120000');
  if (links.length === 0) return files;
  const targets = await readBlobs(
    git,
    links.map((link) => link.headSha),
  );
  const byPath = new Map(links.map((link) => [link.path, targets.get(link.headSha)?.toString() ?? '']));
  return files.flatMap((file) => {
    const target = byPath.get(file.path);
    return target === undefined ? [file] : splitRename(file, target);
  });
};

const splitRename = (file: ChangedFile, target: string): readonly ChangedFile[] => {
  const { status, path, basePath = path, baseMode, headMode } = file;
  const lines = target.split('\n');
  const added: ChangedFile = {
    status: 'added',
    path,
    baseMode: '000000',
    headMode,
    isBinary: false,
    hunks: [{ baseStart: 0, baseCount: 0, headStart: 1, headCount: lines.length, removed: [], added: lines }],
  };
  if (status === 'copied') return [added];
  return [{ status: 'deleted', path: basePath, baseMode, headMode: '000000', isBinary: false, hunks: [] }, added];
};
