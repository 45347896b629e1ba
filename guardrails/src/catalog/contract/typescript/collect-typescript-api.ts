import type { CollectContext } from '../../../guardrail.ts';
import { scriptPath } from '../../../sandbox/script-path.ts';
import type { SandboxResult } from '../../../sandbox/sandbox.ts';
import { type ImportGraph } from '../../../source/import-graph.ts';
import { readImportGraph } from '../../../source/read-import-graph.ts';
import type { ApiComparison } from './api-difference.ts';
import type { ApiAnswer, ApiRequest } from './api-request.ts';
import { publicPackages } from './public-packages.ts';

/** What was compared of the packages whose types are a contract; null where `publicApi` lists none. */
export type TypeScriptApi = {
  readonly comparison: ApiComparison;
  /** Names of entry points that the change can reach. */
  readonly entries: readonly string[];
};

const megabyte = 1024 * 1024;
const memoryMegabytes = 2_000;
const timeoutSeconds = 120;

/**
 * Compares the exported types of listed packages in a process of its own behind walls: the compiler reads what the change wrote. Only
 * entry points from which imports lead to something that the change touches are compared.
 */
export const collectTypeScriptApi = async (
  context: CollectContext,
): Promise<TypeScriptApi | null | { readonly cannotCheck: string }> => {
  const globs = context.policy.configuration.publicApi;
  if (globs.length === 0) return null;
  const [base, head] = [
    await readImportGraph(context.facts, context.base),
    await readImportGraph(context.facts, context.head),
  ];
  const { entries, without } = publicPackages(globs, base, head);
  const touched = new Set(context.change.files.flatMap(({ path, basePath }) => [path, basePath ?? path]));
  const reached = entries.filter((entry) => isReached(entry, { base, head, touched }));
  const notCompared = without.map((what) => ({ what, why: 'it has no entry point whose source was found' }));
  const nothing: ApiComparison = { differences: [], additions: [], notCompared };
  if (reached.length === 0) return { comparison: nothing, entries: [] };
  const answer = await runComparison(context, await requestOf(context, reached));
  if ('problem' in answer) return { cannotCheck: `The types of ${reached[0]?.name ?? ''}: ${answer.problem}` };
  const { comparison } = answer;
  return {
    comparison: { ...comparison, notCompared: [...notCompared, ...comparison.notCompared] },
    entries: reached.map(({ name }) => name),
  };
};

type Graphs = { readonly base: ImportGraph; readonly head: ImportGraph; readonly touched: ReadonlySet<string> };

const isReached = (entry: ApiRequest['entries'][number], { base, head, touched }: Graphs): boolean => {
  if (entry.base !== entry.head) return true;
  return (
    (entry.base !== null && leadsTo(base, entry.base, touched)) ||
    (entry.head !== null && leadsTo(head, entry.head, touched))
  );
};

const leadsTo = (graph: ImportGraph, from: string, touched: ReadonlySet<string>): boolean => {
  const seen = new Set<string>();
  const pending = [from];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (touched.has(file)) return true;
    if (seen.has(file)) continue;
    seen.add(file);
    pending.push(...graph.edgesFrom(file).map(({ to }) => to));
  }
  return false;
};

const requestOf = async (
  { base, head, change }: CollectContext,
  entries: ApiRequest['entries'],
): Promise<ApiRequest> => {
  const paths = [...new Set(change.files.flatMap(({ path, basePath }) => [path, basePath ?? path]))].filter((path) =>
    /\.(?:[cm]?[jt]sx?|json)$/u.test(path),
  );
  const texts = async (side: 'base' | 'head') =>
    Object.fromEntries(
      await Promise.all(
        paths.map(async (path) => {
          // Base's options count for both: what head writes into its own could hide a break.
          const tree = side === 'base' || /(?:^|\/)tsconfig[^/]*\.json$/u.test(path) ? base : head;
          return [
            path,
            (await tree.readText(path)) ?? (tree === base && side === 'head' ? await head.readText(path) : null),
          ];
        }),
      ),
    ) as { readonly [path: string]: string | null };
  const { dir } = await head.checkout();
  return { entries, root: dir, base: await texts('base'), head: await texts('head') };
};

const runComparison = async (context: CollectContext, request: ApiRequest): Promise<ApiAnswer> => {
  const { dir, readOnly } = await context.head.checkout();
  const result = await context.run({
    argv: [
      process.execPath,
      `--max-old-space-size=${String(memoryMegabytes - 300)}`,
      scriptPath(import.meta.url, './run-compare-api'),
    ],
    cwd: dir,
    readOnly: [dir, ...readOnly],
    stdin: JSON.stringify(request),
    timeoutMs: timeoutSeconds * 1000,
    maxOutputBytes: 32 * megabyte,
    maxMemoryBytes: memoryMegabytes * megabyte,
    signal: context.signal,
  });
  const answer = parseApiAnswer(result.stdout);
  if (answer !== null) return answer;
  const isTooMuch =
    result.stopped === 'timeout' || result.stopped === 'memory' || /heap out of memory/u.test(result.stderr);
  if (isTooMuch && request.isShallow !== true) return runComparison(context, { ...request, isShallow: true });
  return { problem: describeEnd(result) };
};

/** The last line of the script's output; null when that is no answer. Pure. */
export const parseApiAnswer = (stdout: string): ApiAnswer | null => {
  try {
    const answer = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as unknown;
    if (typeof answer !== 'object' || answer === null) return null;
    return 'comparison' in answer || 'problem' in answer ? (answer as ApiAnswer) : null;
  } catch {
    // Whatever it is, it is no answer.
    return null;
  }
};

const describeEnd = ({ stopped, exitCode, stderr }: SandboxResult): string => {
  if (stopped === 'timeout')
    return `comparing did not end within ${String(timeoutSeconds)} s: list fewer packages in \`publicApi\` on base.`;
  if (stopped === 'memory' || /heap out of memory/u.test(stderr))
    return `comparing needs more than ${String(memoryMegabytes)} MB: list fewer packages in \`publicApi\` on base.`;
  if (stopped !== null) return `comparing was stopped (${stopped}).`;
  return `the compiler gave no answer (exit code ${String(exitCode)}). ${stderr.trim().slice(-1500)}`;
};
