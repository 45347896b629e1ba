import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import Type from 'typebox';
import { resolvePath } from './resolve-path.ts';
import { defineTool } from './tool.ts';

/** Writes a whole file. */
export const writeFileTool = defineTool({
  name: 'write_file',
  description: 'Writes a whole file, in place of what it held; folders that are missing are made.',
  input: Type.Object({
    path: Type.String({ description: 'Relative to the root of the workspace.' }),
    content: Type.String(),
  }),
  run: async ({ path, content }, { dir }) => {
    const absolute = await resolvePath(dir, path);
    await mkdir(dirname(absolute), { recursive: true });
    await writeFile(absolute, content);
    return `Wrote ${Buffer.byteLength(content)} bytes to ${path}.`;
  },
});
