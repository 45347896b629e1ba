import { linkSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileMode } from '../change/change.ts';

/**
 * Files of blobs by their hash, in a folder that checks share. A checkout gets a hard link to one in place of a copy: making a file
 * costs many times what a link costs. Whoever sees such a checkout must see it read-only.
 */
export type BlobFiles = {
  /** `linked`, or why not: `missing` here, or `unlinkable` (another file system, too many links). */
  readonly link: (blob: BlobFile, path: string) => 'linked' | 'missing' | 'unlinkable';
  readonly add: (blob: BlobFile, content: Buffer) => void;
};

/** A regular file of a tree. */
export type BlobFile = { readonly sha: string; readonly mode: FileMode; readonly bytes: number };

const isExecutable = ({ mode }: BlobFile): boolean => mode === '100755';

/** Opens the shared files of blobs in `dir` (absolute; made when the first is added). */
export const openBlobFiles = (dir: string): BlobFiles => {
  const pathOf = (blob: BlobFile): string =>
    join(dir, blob.sha.slice(0, 2), `${blob.sha.slice(2)}${isExecutable(blob) ? 'x' : ''}`);
  return {
    link: (blob, path) => {
      const file = pathOf(blob);
      // A file that a crash of the machine cut short has another size.
      const known = lstatSync(file, { throwIfNoEntry: false });
      if (known === undefined || known.size !== blob.bytes) return 'missing';
      try {
        linkSync(file, path);
        return 'linked';
      } catch (error) {
        if (isCode(error, 'ENOENT')) return 'missing';
        if (isCode(error, 'EXDEV') || isCode(error, 'EMLINK') || isCode(error, 'EPERM')) return 'unlinkable';
        throw error;
      }
    },
    add: (blob, content) => {
      const file = pathOf(blob);
      const temporary = `${file}.${process.pid}`;
      mkdirSync(dirname(file), { recursive: true });
      try {
        writeFileSync(temporary, content, { mode: isExecutable(blob) ? 0o755 : 0o644 });
        renameSync(temporary, file);
      } finally {
        rmSync(temporary, { force: true });
      }
    },
  };
};

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

const dayMs = 86_400_000;

/**
 * Removes files of blobs that no checkout has linked for `days`: a link changes the time of a file's status. Once a day at most.
 * @param nowMs milliseconds since 1970
 */
export const sweepBlobFiles = (
  dir: string,
  { nowMs, days }: { readonly nowMs: number; readonly days: number },
): void => {
  const marker = join(dir, 'swept');
  const swept = lstatSync(marker, { throwIfNoEntry: false });
  if (lstatSync(dir, { throwIfNoEntry: false }) === undefined || (swept && nowMs - swept.mtimeMs < dayMs)) return;
  writeFileSync(marker, '');
  for (const folder of readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory()))
    for (const name of readdirSync(join(dir, folder.name))) {
      const file = join(dir, folder.name, name);
      const info = lstatSync(file, { throwIfNoEntry: false });
      if (info !== undefined && nowMs - info.ctimeMs > days * dayMs) rmSync(file, { force: true });
    }
};
