import { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { checkInSteps, type RunCheck } from './check-in-steps.ts';
import { describeReport } from './describe-report.ts';

/** What the tools of an agent's own loop are made of. */
export type McpParts = {
  readonly version: string;
  /** Guardrails that the configuration names, in the order of the report. */
  readonly ids: readonly string[];
  readonly run: RunCheck;
  /** What the docs say of a code; null for a code that nobody knows. */
  readonly explain: (code: string) => Promise<string | null>;
  readonly scope: () => Promise<string>;
};

/**
 * Creates the server that gives an agent the guardrails as tools: `check`, `explain`, `scope`. The same engine, cache and verdict
 * as the review; a failed check is an answer, not an error of the tool.
 */
export const createMcpServer = ({ version, ids, run, explain, scope }: McpParts): McpServer => {
  const server = new McpServer({ name: 'interlock', version });
  server.registerTool(
    'check',
    {
      title: 'Check the change',
      description:
        'Judges the files as they stand now, uncommitted ones included, by the rules that decide whether the change may land. Call it before you say that you are done.',
      inputSchema: z.object({
        extent: z.enum(['fast', 'full']).default('full').describe('fast: no tests, types and latency'),
      }),
      annotations: { readOnlyHint: true },
    },
    async ({ extent }) => answer(describeReport(await checkInSteps(extent, { ids, run }))),
  );
  server.registerTool(
    'explain',
    {
      title: 'Explain a finding',
      description: 'What a code such as lint/new-problem means, why it matters, and what to do.',
      inputSchema: z.object({ code: z.string().max(200) }),
      annotations: { readOnlyHint: true },
    },
    async ({ code }) => {
      const text = await explain(code);
      return text === null ? { ...answer(`No finding has the code ${code}.`), isError: true } : answer(text);
    },
  );
  server.registerTool(
    'scope',
    {
      title: 'What may be written',
      description: 'Which files the task may write, and what must stay as it is.',
      inputSchema: z.object({}),
      annotations: { readOnlyHint: true },
    },
    async () => answer(await scope()),
  );
  return server;
};

const answer = (text: string) => ({ content: [{ type: 'text' as const, text }] });
