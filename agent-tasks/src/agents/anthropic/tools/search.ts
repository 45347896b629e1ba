import { relative } from 'node:path';
import Type from 'typebox';
import { clip } from './clip.ts';
import { resolvePath } from './resolve-path.ts';
import { runProgram } from './run-program.ts';
import { defineTool, ToolError } from './tool.ts';

/** Most of the answer, in characters. */
const maxLength = 20_000;

const timeoutMs = 20_000;

/**
 * Finds lines by a regular expression. git grep does the work in a process of its own, so that an expression that
 * never ends costs a timeout and not the agent.
 */
export const searchTool = defineTool({
  name: 'search',
  description:
    'Finds lines that match a Perl-compatible regular expression in text files, without .git, node_modules and what .gitignore hides. Answers path:line:text.',
  input: Type.Object({
    pattern: Type.String({ minLength: 1 }),
    path: Type.Optional(Type.String({ description: 'A file or folder. Default: the root of the workspace.' })),
    ignore_case: Type.Optional(Type.Boolean()),
  }),
  run: async ({ pattern, path = '.', ignore_case: ignoreCase = false }, { dir, signal }) => {
    const place = relative(dir, await resolvePath(dir, path)) || '.';
    const flags = ['-n', '-I', '-P', ...(ignoreCase ? ['-i'] : [])];
    const { exitCode, output, isTimeout } = await runProgram({
      argv: ['git', 'grep', '--no-index', '--exclude-standard', ...flags, '-e', pattern, '--', place, leftOut],
      cwd: dir,
      timeoutMs,
      signal,
    });
    if (isTimeout) throw new ToolError(`The search took over ${timeoutMs / 1000} seconds. Use a simpler pattern.`);
    if (exitCode === 1 && output === '') return 'Nothing matches.';
    if (exitCode !== 0) throw new ToolError(clip(output.trim(), 1000));
    return clip(output.trimEnd(), maxLength);
  },
});

const leftOut = ':(exclude,glob)**/node_modules/**';
