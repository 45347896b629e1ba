import { open } from 'node:fs/promises';
import Type from 'typebox';
import { resolvePath } from './resolve-path.ts';
import { defineTool, ToolError } from './tool.ts';

/** Most of a file that one call answers, in bytes. */
const maxBytes = 100_000;

/** Answers a file's text, or a part of it by lines. */
export const readFileTool = defineTool({
  name: 'read_file',
  description: `Reads a text file. Answers at most ${maxBytes} bytes; for a longer file say from which line and how many.`,
  input: Type.Object({
    path: Type.String({ description: 'Relative to the root of the workspace.' }),
    from_line: Type.Optional(Type.Integer({ minimum: 1, description: 'First line, counted from 1.' })),
    lines: Type.Optional(Type.Integer({ minimum: 1, description: 'Number of lines.' })),
  }),
  run: async ({ path, from_line: fromLine = 1, lines }, { dir }) => {
    const text = await readText(await resolvePath(dir, path));
    if (fromLine === 1 && lines === undefined) return cut(text);
    const part = text.split('\n').slice(fromLine - 1, lines === undefined ? undefined : fromLine - 1 + lines);
    return cut(part.join('\n'));
  },
});

/** Reads up to 16 MiB of a regular file: a pipe or device would never end. */
export const readText = async (absolute: string): Promise<string> => {
  const file = await open(absolute, 'r');
  try {
    const facts = await file.stat();
    if (!facts.isFile()) throw new ToolError('That is not a regular file; list_files shows what is in a folder.');
    if (facts.size > 16 * 1024 * 1024)
      throw new ToolError('That file is over 16 MiB; use bash to look at parts of it.');
    const bytes = await file.readFile();
    if (bytes.includes(0)) throw new ToolError('That file is not text.');
    return bytes.toString('utf8');
  } finally {
    await file.close();
  }
};

const cut = (text: string): string =>
  text.length <= maxBytes
    ? text
    : `${text.slice(0, maxBytes)}\n[cut at ${maxBytes} characters; read on with from_line]`;
