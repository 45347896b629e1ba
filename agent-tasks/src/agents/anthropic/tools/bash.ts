import Type from 'typebox';
import { clip } from './clip.ts';
import { runProgram } from './run-program.ts';
import { defineTool, ToolError } from './tool.ts';

/** Most of the output that goes back, in characters. */
const maxLength = 30_000;

/** Runs a command in the workspace. */
export const bashTool = defineTool({
  name: 'bash',
  description:
    'Runs a command with bash in the root of the workspace and answers what it prints. There is no network. What it leaves in the background is killed when it ends.',
  input: Type.Object({
    command: Type.String({ minLength: 1 }),
    timeout_seconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 600, description: 'Default 120.' })),
  }),
  run: async ({ command, timeout_seconds: seconds = 120 }, { dir, signal }) => {
    const { exitCode, output, isTimeout } = await runProgram({
      argv: ['/bin/bash', '-c', command],
      cwd: dir,
      timeoutMs: seconds * 1000,
      signal,
    });
    const text = clip(output.trimEnd(), maxLength);
    if (isTimeout) throw new ToolError(`Stopped after ${seconds} seconds.\n${text}`);
    if (exitCode !== 0) throw new ToolError(`Exit code ${exitCode ?? 'none (a signal ended it)'}.\n${text}`);
    return text === '' ? 'It ended with exit code 0 and printed nothing.' : text;
  },
});
