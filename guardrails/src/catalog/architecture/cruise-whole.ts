import { join } from 'node:path';
import type { CollectContext } from '../../guardrail.ts';
import { scriptPath } from '../../sandbox/script-path.ts';
import type { Tree } from '../../tree/tree.ts';
import type { CruiseAnswer, CruiseRequest, Edge } from './architecture-evidence.ts';
import { findRoots } from './find-roots.ts';
import { locateViolations } from './locate-violations.ts';
import { notInstalledAmong } from './not-installed.ts';
import type { RuleEvidence } from './rule-evidence.ts';

const megabyte = 1024 * 1024;

/** Cruises all of head and, where head breaks a rule, all of base, both by base's rules, each on a checkout. */
export const cruiseWhole = async (
  context: CollectContext,
  rulesFile: string,
): Promise<RuleEvidence | { readonly cannotCheck: string }> => {
  const { files } = context.change;
  const head = await cruiseVersion(context, 'head', { rulesFile, edges: [] });
  if ('problem' in head) return { cannotCheck: await blame(context, rulesFile, head.problem) };
  if (head.violations.length === 0) return { renames: {}, head: [], base: [], oldEdges: [], notInstalled: [] };

  const renames = new Map(files.flatMap(({ path, basePath }) => (basePath === undefined ? [] : [[basePath, path]])));
  const edges = head.violations.flatMap(({ cycle }) =>
    cycle.map(({ from, to, isTypeOnly }) => ({ from, to, isTypeOnly })),
  );
  const base = await cruiseVersion(context, 'base', { rulesFile, edges: toBase(edges, renames) });
  if ('problem' in base) return { cannotCheck: `${base.problem} Only base has the problem; head could be cruised.` };
  return {
    renames: Object.fromEntries(renames),
    head: await locateViolations(context.head, head.violations),
    base: base.violations,
    oldEdges: toHead(base.edges, renames),
    notInstalled: await notInstalledAmong(context, head.violations),
  };
};

const pathsOf = async (tree: Tree): Promise<readonly string[]> => (await tree.list()).map(({ path }) => path);

type Renames = ReadonlyMap<string, string>;

const toHead = (edges: readonly Edge[], renames: Renames): readonly Edge[] =>
  edges.map((edge) => ({ ...edge, from: renames.get(edge.from) ?? edge.from, to: renames.get(edge.to) ?? edge.to }));

const toBase = (edges: readonly Edge[], renames: Renames): readonly Edge[] =>
  toHead(edges, new Map([...renames].map(([base, head]) => [head, base])));

type Cruise = { readonly rulesFile: string; readonly edges: readonly Edge[] };

const cruiseVersion = async (
  context: CollectContext,
  version: 'base' | 'head',
  { rulesFile, edges }: Cruise,
): Promise<CruiseAnswer> => {
  const paths = await pathsOf(context[version]);
  const roots = findRoots(paths, context.policy.configuration.architecture.roots);
  if (roots.length === 0) return { violations: [], edges: [] };
  const [base, checkout] = await Promise.all([context.base.checkout(), context[version].checkout()]);
  const request: CruiseRequest = {
    rulesFile: join(base.dir, rulesFile),
    roots,
    edges,
  };
  const result = await context.run({
    argv: [process.execPath, scriptPath(import.meta.url, './run-cruise')],
    cwd: checkout.dir,
    readOnly: [base.dir, ...base.readOnly, checkout.dir, ...checkout.readOnly],
    stdin: JSON.stringify(request),
    timeoutMs: context.policy.configuration.deadlineSeconds * 1000,
    maxOutputBytes: 64 * megabyte,
    signal: context.signal,
  });
  if (result.stopped !== null) return { problem: `dependency-cruiser was stopped on ${version} (${result.stopped}).` };
  const answer = parseAnswer(result.stdout) ?? { problem: `exit code ${String(result.exitCode)}. ${result.stderr}` };
  if (!('problem' in answer)) return answer;
  return {
    problem: `dependency-cruiser could not run with ${rulesFile} on ${version}: ${answer.problem.trim().slice(-1500)}`,
  };
};

/** Says whether base has the same problem, for then the change is not what has to be put right. */
const blame = async (context: CollectContext, rulesFile: string, problem: string): Promise<string> => {
  const base = await cruiseVersion(context, 'base', { rulesFile, edges: [] });
  return 'problem' in base
    ? `${problem} Base has the problem too.`
    : `${problem} It runs on base: the change stops it.`;
};

/** The last line of the script's output; null when that is no answer. Pure. */
export const parseAnswer = (stdout: string): CruiseAnswer | null => {
  const answer = parseJson(stdout.trimEnd().split('\n').at(-1) ?? '');
  if (typeof answer !== 'object' || answer === null) return null;
  if ('problem' in answer && typeof answer.problem === 'string') return { problem: answer.problem };
  const isCruised = 'violations' in answer && Array.isArray(answer.violations) && 'edges' in answer;
  return isCruised && Array.isArray(answer.edges) ? (answer as CruiseAnswer) : null;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
