import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The absolute folders that hold this package and everything that it needs: its own, those of our packages that it is
 * linked to, and each `node_modules` on the way up. Mounted read-only, they let a guardrail run our ESLint, TypeScript
 * or dependency-cruiser where a repository has none, in this repository as well as installed in another.
 */
export const toolRoots = (): readonly string[] => (found ??= findToolRoots(fileURLToPath(import.meta.url)));

let found: readonly string[] | undefined;

const ownPackages = ['@interlock-dev/eslint-plugin-local'];

const findToolRoots = (file: string): readonly string[] => {
  const root = ancestors(file).find((folder) => existsSync(join(folder, 'package.json'))) ?? dirname(file);
  const modules = ancestors(root).map((folder) => join(folder, 'node_modules'));
  const linked = ownPackages.flatMap((name) => modules.map((folder) => join(folder, name)));
  const roots = [root, ...modules, ...linked]
    .filter((folder) => existsSync(folder))
    .map((folder) => realpathSync(folder));
  return [...new Set(roots)];
};

/** The folder of a path, or the path of a folder, and all above it. */
const ancestors = (path: string): readonly string[] => {
  const above = dirname(path);
  return above === path ? [path] : [path, ...ancestors(above)];
};
