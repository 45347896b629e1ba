import { dirname, extname } from 'node:path/posix';

/** What decides which files dependency-cruiser begins at. */
export type CruiseStart = {
  readonly roots: readonly string[];
  readonly extensions: readonly string[];
  readonly exclude: string | null;
  readonly includeOnly: string | null;
  readonly doNotFollow: string | null;
};

/**
 * Whether dependency-cruiser reads a file: `begin`: it begins there. `never`: its options leave it out. `followed`: only when a
 * module that it reads imports it. Its own rules of gathering files, without a look at the disk. Pure.
 */
export const cruisedPlace = (file: string, start: CruiseStart): 'begin' | 'never' | 'followed' => {
  const { roots, extensions, exclude, includeOnly, doNotFollow } = start;
  const matches = (pattern: string | null, path: string): boolean => pattern !== null && new RegExp(pattern).test(path);
  if (roots.includes(file)) return 'begin';
  if (matches(exclude, file) || matches(doNotFollow, file)) return 'never';
  if (includeOnly !== null && !matches(includeOnly, file)) return 'never';
  const root = roots.find((folder) => file.startsWith(`${folder}/`));
  if (root === undefined || !extensions.includes(extensionOf(file))) return 'followed';
  const skipsFolder = foldersBelow(root, file).some(
    (folder) => matches(exclude, folder) || matches(doNotFollow, folder),
  );
  return skipsFolder ? 'followed' : 'begin';
};

const foldersBelow = (root: string, file: string): readonly string[] => {
  const folders: string[] = [];
  for (let folder = dirname(file); folder !== root && folder !== '.'; folder = dirname(folder)) folders.push(folder);
  return folders;
};

const extensionOf = (file: string): string => /(?:\.d\.[cm]?ts|\.coffee\.md)$/u.exec(file)?.[0] ?? extname(file);
