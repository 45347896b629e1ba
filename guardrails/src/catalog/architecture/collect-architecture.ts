import { join } from 'node:path';
import type { Collected, CollectContext } from '../../guardrail.ts';
import { isProjectPath, projectFacts } from '../../source/project-facts.ts';
import { packageName } from '../../source/resolve-import.ts';
import { scriptPath } from '../../sandbox/script-path.ts';
import type { Tree } from '../../tree/tree.ts';
import type {
  ArchitectureEvidence,
  CruiseAnswer,
  CruiseRequest,
  Edge,
  LocatedViolation,
  Violation,
} from './architecture-evidence.ts';
import { decidesArchitecture, findRoots, findRulesFile } from './find-roots.ts';
import { readGraphPair } from './graph-pair.ts';
import { importLine } from './import-line.ts';
import { collectGraph } from './collect-graph.ts';
import { importsDiffer } from './imports-differ.ts';
import { noGraphEvidence } from './graph-evidence.ts';

const megabyte = 1024 * 1024;

const nothing: ArchitectureEvidence = {
  ...{ rules: 'none', renames: {}, head: [], base: [], oldEdges: [], notInstalled: [] },
  graph: noGraphEvidence,
};

/**
 * Reads the import graphs of both sides and, where base has rules of its own and imports differ, cruises head and, where head breaks a
 * rule, base, both by base's rules.
 */
export const collectArchitecture = async (context: CollectContext): Promise<Collected<ArchitectureEvidence>> => {
  const { files } = context.change;
  if (!files.some(({ path, basePath }) => decidesArchitecture(path) || decidesArchitecture(basePath ?? path))) {
    return { evidence: nothing };
  }
  const { configFile } = context.policy.configuration.architecture;
  const rulesFile = findRulesFile(await pathsOf(context.base), configFile);
  const pair = await readGraphPair(context);
  const graph = await collectGraph(context, { pair, hasRules: rulesFile !== null });
  if (rulesFile === null) return { evidence: { ...nothing, rules: 'ours', graph } };
  const rules = await context.base.readText(rulesFile);
  if (!importsDiffer({ change: context.change, pair, rules })) return { evidence: { ...nothing, rules: 'own', graph } };
  const cruised = await cruiseBoth(context, rulesFile);
  return 'cannotCheck' in cruised ? cruised : { evidence: { ...nothing, ...cruised, rules: 'own', graph } };
};

type Cruised = Pick<ArchitectureEvidence, 'renames' | 'head' | 'base' | 'oldEdges' | 'notInstalled'>;

const cruiseBoth = async (
  context: CollectContext,
  rulesFile: string,
): Promise<Cruised | { readonly cannotCheck: string }> => {
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
    head: await Promise.all(head.violations.map((violation) => locate(context.head, violation))),
    base: base.violations,
    oldEdges: toHead(base.edges, renames),
    notInstalled: await notInstalledAmong(context, head.violations),
  };
};

const notInstalledAmong = async (
  { facts, head }: CollectContext,
  violations: readonly Violation[],
): Promise<readonly string[]> => {
  const written = violations.flatMap(({ kind, specifier, to }) => (kind === 'unresolvable' ? [specifier ?? to] : []));
  const missing = written.filter((name) => !/^[./#]/u.test(name)).map(packageName);
  if (missing.length === 0) return [];
  const [projects, { readOnly }] = await Promise.all([
    facts(projectFacts, head, (await pathsOf(head)).filter(isProjectPath)),
    head.checkout(),
  ]);
  const declared = new Set([...projects.values()].flatMap(({ manifest }) => manifest?.dependencies ?? []));
  const isNothingInstalled = readOnly.length === 0;
  return [...new Set(missing)]
    .filter((name) => isNothingInstalled || declared.has(name) || /^https?:$/u.test(name))
    .sort();
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

const locate = async (head: Tree, violation: Violation): Promise<LocatedViolation> => {
  const lineOf = async (from: string, specifier: string | null): Promise<number | null> => {
    const text = specifier === null ? null : await head.readText(from);
    return text === null || specifier === null ? null : importLine(text, specifier);
  };
  return {
    ...violation,
    line: await lineOf(violation.from, violation.specifier),
    cycle: await Promise.all(
      violation.cycle.map(async (edge) => ({ ...edge, line: await lineOf(edge.from, edge.specifier) })),
    ),
  };
};
