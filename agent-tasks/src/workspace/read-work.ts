import { constants } from 'node:fs';
import type { Dirent, Stats } from 'node:fs';
import { access, chmod, lstat, readdir, readlink } from 'node:fs/promises';
import type { ReportedFinding } from '@interlock-dev/guardrails';
import { isGitFolderName } from './git-folder-name.ts';
import { harvestFinding } from './harvest-findings.ts';

/**
 * A file or link of the work. Paths are relative with `/`; they and link targets are the bytes of the name as a latin1
 * string, so that a name that is not UTF-8 survives.
 */
export type WorkEntry =
  | { readonly kind: 'file'; readonly path: string; readonly mode: '100644' | '100755' }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

/** All files of a workspace, and what could not be taken. */
export type Work = { readonly entries: readonly WorkEntry[]; readonly findings: readonly ReportedFinding[] };

/** What base says of a path, and the limits. Paths as in {@link WorkEntry}. */
export type WorkRules = {
  /** Base holds a submodule at this path. */
  readonly isSubmodule: (path: string) => boolean;
  /** Base holds files below this folder. */
  readonly isTrackedFolder: (path: string) => boolean;
  /** Most bytes that the file of this path, which has `bytes`, may have. */
  readonly maxFileBytes: (path: string, bytes: number) => Promise<number>;
};

/**
 * Walks a workspace with the file system alone: no git looks at what an agent wrote, no link is followed, and what its
 * owner may not read is made readable. `node_modules` are links that we made and are passed over, unless base holds them.
 */
export const readWork = async (dir: string, rules: WorkRules): Promise<Work> => {
  const walk = { dir, rules, entries: [] as WorkEntry[], findings: [] as ReportedFinding[] };
  await walkFolder(walk, '');
  return walk;
};

type Walk = { dir: string; rules: WorkRules; entries: WorkEntry[]; findings: ReportedFinding[] };

const walkFolder = async (walk: Walk, folder: string): Promise<void> => {
  const children = await readFolder(walk, folder);
  await Promise.all(
    children.filter((child) => !child.isDirectory()).map((child) => takeFile(walk, join(folder, child))),
  );
  for (const child of children.filter((entry) => entry.isDirectory())) await enterFolder(walk, folder, child.name);
};

const readFolder = async (walk: Walk, folder: string): Promise<readonly Dirent[]> => {
  const path = place(walk, folder);
  try {
    await makeReadable(path, constants.R_OK | constants.X_OK, 0o700);
    const children = await readdir(path, { withFileTypes: true, encoding: 'latin1' });
    return children.filter(({ name }) => isTaken(walk, folder, name));
  } catch (error) {
    walk.findings.push(harvestFinding('harvest/unreadable', text(folder), { error: errorCode(error) }));
    return [];
  }
};

const isTaken = (walk: Walk, folder: string, name: string): boolean => {
  const path = folder === '' ? name : `${folder}/${name}`;
  if (path === '.git') return false;
  if (isGitFolderName(text(name))) {
    walk.findings.push(harvestFinding('harvest/nested-git', text(path)));
    return false;
  }
  return name !== 'node_modules' || walk.rules.isTrackedFolder(path);
};

const enterFolder = async (walk: Walk, folder: string, name: string): Promise<void> => {
  const path = folder === '' ? name : `${folder}/${name}`;
  if (!walk.rules.isSubmodule(path)) return walkFolder(walk, path);
  const content = await readFolder(walk, path);
  if (content.length > 0) walk.findings.push(harvestFinding('harvest/submodule-content', text(path)));
};

const takeFile = async (walk: Walk, path: string): Promise<void> => {
  try {
    const stats = await lstat(place(walk, path));
    if (stats.isSymbolicLink()) {
      const target = await readlink(place(walk, path), { encoding: 'latin1' });
      walk.entries.push({ kind: 'link', path, target });
    } else if (stats.isFile()) await takeRegularFile(walk, path, stats);
    else walk.findings.push(harvestFinding('harvest/special-file', text(path), { kind: specialKind(stats) }));
  } catch (error) {
    walk.findings.push(harvestFinding('harvest/unreadable', text(path), { error: errorCode(error) }));
  }
};

const takeRegularFile = async (walk: Walk, path: string, stats: Stats): Promise<void> => {
  const limit = await walk.rules.maxFileBytes(path, stats.size);
  if (stats.size > limit) {
    walk.findings.push(harvestFinding('harvest/file-too-large', text(path), { bytes: stats.size, limit }));
    return;
  }
  await makeReadable(place(walk, path), constants.R_OK, 0o600);
  walk.entries.push({ kind: 'file', path, mode: (stats.mode & 0o100) === 0 ? '100644' : '100755' });
};

const makeReadable = async (path: Buffer, wanted: number, added: number): Promise<void> => {
  try {
    await access(path, wanted);
  } catch {
    // Not readable is what this puts right. Never a link: lstat called it a file or folder, and nothing else runs now.
    await chmod(path, ((await lstat(path)).mode & 0o777) | added);
  }
};

const specialKind = (stats: Stats): string =>
  stats.isSocket() ? 'socket' : stats.isFIFO() ? 'named pipe' : 'device file';

const join = (folder: string, { name }: Dirent): string => (folder === '' ? name : `${folder}/${name}`);

const place = ({ dir }: Walk, path: string): Buffer =>
  Buffer.concat([Buffer.from(path === '' ? dir : `${dir}/`), Buffer.from(path, 'latin1')]);

/** A path as people read it. */
const text = (path: string): string => Buffer.from(path, 'latin1').toString();

const errorCode = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown';
