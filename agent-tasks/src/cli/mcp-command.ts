import { readFile } from 'node:fs/promises';
import { check, ConfigurationError, guardrailIds, readPolicy } from '@interlock-dev/guardrails';
import { findDefaultBase, readExplanation } from '@interlock-dev/guardrails/cli';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { createMcpServer } from '../mcp/create-mcp-server.ts';
import { describeScope } from '../mcp/describe-scope.ts';
import { freezeBrief, termsOf } from '../plan/freeze-brief.ts';
import { parsePlan } from '../plan/parse-plan.ts';
import type { Task } from '../plan/plan.ts';
import { docFolders } from './doc-folders.ts';
import { openProject } from './open-project.ts';

/** Options of `interlock mcp`, as commander gives them. */
export type McpOptions = { readonly base?: string; readonly task?: string };

/** `interlock mcp`: guardrails as tools over stdin and stdout, until the other side hangs up. */
export const mcpCommand = async ({ base, task: named }: McpOptions, signal: AbortSignal): Promise<number> => {
  const { repository, cacheDir } = await openProject(process.cwd());
  const revision = base ?? (await findDefaultBase(repository.git));
  const tip = await repository.git.text(['rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`]);
  const { configuration } = await readPolicy({ git: repository.git, commit: tip, brief: null });
  const task = named === undefined ? null : await readTask(named, configuration.protected);
  const brief = task === null ? null : termsOf(freezeBrief(task));
  const server = createMcpServer({
    version: '1',
    ids: guardrailIds.filter((id) => configuration.guardrails.includes(id)),
    run: (only) =>
      check({ repository: repository.root, base: revision, head: 'WORKTREE', brief, only, cacheDir, signal }),
    explain: (code) => readExplanation(code, docFolders),
    scope: () => Promise.resolve(describeScope(task, configuration.protected)),
  });
  const closed = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
    process.stdin.once('end', resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await server.connect(new StdioServerTransport());
  await closed;
  await server.close();
  return 0;
};

const readTask = async (named: string, protectedGlobs: readonly string[]): Promise<Task> => {
  const at = named.lastIndexOf('#');
  const [file, id] = [named.slice(0, at), named.slice(at + 1)];
  if (at < 1 || id === '')
    throw new ConfigurationError(`--task ${named} names no task: give the plan and the task's id as plan.yaml#ID.`);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new ConfigurationError(`--task ${file} cannot be read: give the path of a plan file that is there.`, {
      cause,
    });
  });
  const task = parsePlan(text, protectedGlobs).plan?.tasks.find((each) => each.id === id);
  if (task === undefined) throw new ConfigurationError(`--task ${named}: the plan has no sound task of that name.`);
  return task;
};
