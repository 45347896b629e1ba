import { join } from 'node:path/posix';
import type ts from 'typescript';

/** The compiler's API. */
export type TypeScript = typeof ts;

/** One version of the repository as the compiler reads it: its own texts over what stands on the disk. */
export type SideFiles = {
  /** Absolute folder of the repository; made up where nothing stands on the disk. */
  readonly root: string;
  readonly readFile: (path: string) => string | undefined;
  readonly fileExists: (path: string) => boolean;
  readonly directoryExists: (path: string) => boolean;
  readonly realpath: (path: string) => string;
};

/** What a version is made of. */
export type SideSources = {
  /** Absolute folder on the disk, or null for a version that is texts alone. */
  readonly root: string | null;
  /** Path in the repository → text; null for a file that this version has not. */
  readonly texts: { readonly [path: string]: string | null };
};

/** Creates the view of one version. Only the compiler's own library is read from outside where there is no root. */
export const createSideFiles = (typescript: TypeScript, { root, texts }: SideSources): SideFiles => {
  const top = root ?? '/repository';
  const own = new Map(Object.entries(texts).map(([path, text]) => [join(top, path), text]));
  const folders = new Set([...own.keys()].flatMap(foldersOf));
  const { sys } = typescript;
  const library = typescript.getDefaultLibFilePath({}).replace(/\/[^/]*$/u, '');
  const onDisk = (path: string): boolean => root !== null || path.startsWith(`${library}/`);
  return {
    root: top,
    readFile: (path) => (own.has(path) ? (own.get(path) ?? undefined) : onDisk(path) ? sys.readFile(path) : undefined),
    fileExists: (path) => (own.has(path) ? own.get(path) !== null : onDisk(path) && sys.fileExists(path)),
    directoryExists: (path) => folders.has(path) || (onDisk(path) && sys.directoryExists(path)),
    realpath: (path) => (own.has(path) || !onDisk(path) ? path : (sys.realpath?.(path) ?? path)),
  };
};

const foldersOf = (path: string): readonly string[] => {
  const parts = path.split('/');
  return parts.slice(1, -1).map((_, index) => parts.slice(0, index + 2).join('/'));
};
