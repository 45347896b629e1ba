import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import Type from 'typebox';
import { resolvePath } from './resolve-path.ts';
import { defineTool } from './tool.ts';

/** Most paths that one call answers. */
const maxPaths = 1000;

/** Lists the files below a folder. */
export const listFilesTool = defineTool({
  name: 'list_files',
  description: `Lists the files below a folder, at most ${maxPaths}, without .git and node_modules.`,
  input: Type.Object({
    path: Type.Optional(Type.String({ description: 'Relative to the root of the workspace. Default: the root.' })),
  }),
  run: async ({ path = '.' }, { dir }) => {
    const paths = await listFiles(await resolvePath(dir, path), dir);
    const shown = paths.slice(0, maxPaths);
    const note = paths.length > maxPaths ? [`[more than ${maxPaths}; name a folder further in]`] : [];
    return paths.length === 0 ? 'There are no files.' : [...shown, ...note].join('\n');
  },
});

const listFiles = async (folder: string, root: string): Promise<readonly string[]> => {
  const found: string[] = [];
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined && found.length <= maxPaths; next = folders.pop()) {
    const entries = await readdir(next, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? 1 : -1))) {
      const path = join(next, entry.name);
      if (!entry.isDirectory()) found.push(relative(root, path));
      else if (entry.name !== '.git' && entry.name !== 'node_modules') folders.push(path);
    }
  }
  return found.sort();
};
