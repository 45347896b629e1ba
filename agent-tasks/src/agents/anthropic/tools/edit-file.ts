import { writeFile } from 'node:fs/promises';
import Type from 'typebox';
import { readText } from './read-file.ts';
import { resolvePath } from './resolve-path.ts';
import { defineTool, ToolError } from './tool.ts';

/** Replaces one place of a file. */
export const editFileTool = defineTool({
  name: 'edit_file',
  description:
    'Replaces one place in a file. old_text must stand in the file exactly once, spaces and line ends included; take in the lines around it to make it unique.',
  input: Type.Object({
    path: Type.String({ description: 'Relative to the root of the workspace.' }),
    old_text: Type.String({ minLength: 1 }),
    new_text: Type.String(),
  }),
  run: async ({ path, old_text: oldText, new_text: newText }, { dir }) => {
    const absolute = await resolvePath(dir, path);
    await writeFile(absolute, replaceOnce(await readText(absolute), oldText, newText));
    return `Edited ${path}.`;
  },
});

/** Pure. @throws ToolError when `oldText` stands in the text not once. */
export const replaceOnce = (text: string, oldText: string, newText: string): string => {
  const at = text.indexOf(oldText);
  if (at === -1) {
    throw new ToolError('old_text is not in the file. Read the file again and copy the place exactly.');
  }
  if (text.indexOf(oldText, at + 1) !== -1) {
    const times = text.split(oldText).length - 1;
    throw new ToolError(
      `old_text is in the file ${Math.max(2, times)} times. Take in more lines around the one place.`,
    );
  }
  return `${text.slice(0, at)}${newText}${text.slice(at + oldText.length)}`;
};
