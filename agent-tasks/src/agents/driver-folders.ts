import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Folders that a process inside the walls must see to run this package's scripts: the package itself and the
 * node_modules that hold what it imports, here and once installed.
 */
export const driverFolders = (imports: readonly string[]): readonly string[] => {
  const here = fileURLToPath(import.meta.url);
  const resolve = createRequire(here).resolve;
  const folders = [packageFolder(dirname(here)), ...imports.map((name) => modulesFolder(resolve(name)))];
  return [...new Set(folders)].filter((folder) => !folders.some((other) => folder.startsWith(`${other}${sep}`)));
};

const packageFolder = (folder: string): string =>
  existsSync(join(folder, 'package.json')) || dirname(folder) === folder ? folder : packageFolder(dirname(folder));

/** The outermost node_modules on the way to a file: it holds what the package itself depends on as well. */
const modulesFolder = (file: string): string => {
  const name = `${sep}node_modules${sep}`;
  const at = file.indexOf(name);
  return at === -1 ? packageFolder(dirname(file)) : file.slice(0, at + name.length - 1);
};
