import { dirname } from 'node:path';
import type { CollectContext } from '../../guardrail.ts';
import { isProjectPath } from '../../source/project-facts.ts';
import { scriptPath } from '../../sandbox/script-path.ts';
import type { Tree } from '../../tree/tree.ts';
import type { Edge, Violation } from './architecture-evidence.ts';
import { findRoots } from './find-roots.ts';
import type { GraphPair } from './graph-pair.ts';
import { locateViolations } from './locate-violations.ts';
import { notInstalledAmong } from './not-installed.ts';
import { parsePartAnswer, type PartAnswer, type PartRequest, type PartSide } from './part-request.ts';
import { planPart, type PlannedSide } from './plan-part.ts';
import type { RuleEvidence } from './rule-evidence.ts';
import { readRulesTexts } from './rules-texts.ts';

const megabyte = 1024 * 1024;
/** One of a module's importers that dependency-cruiser confirms is enough; the first nearly always is. */
const mostImporters = 3;

type Rules = { readonly pair: GraphPair; readonly rulesFile: string };

/**
 * Lets dependency-cruiser judge by base's rules only the modules that a change can make break them: those that it touches, those on
 * cycles with them, and those that lose an importer. Nothing is checked out: paths and the texts of these modules go into the sandbox.
 * @returns `whole`: why only a cruise of the whole tree can say
 */
export const cruisePart = async (
  context: CollectContext,
  { pair, rulesFile }: Rules,
): Promise<RuleEvidence | { readonly whole: string }> => {
  const plan = planPart(context.change, pair);
  if ('whole' in plan) return plan;
  const rulesTexts = await readRulesTexts(context.base, rulesFile);
  if (rulesTexts === null) return { whole: `${rulesFile} may look at more than its own text` };
  const installed = (await context.head.installed?.()) ?? null;
  const request: PartRequest = {
    ...{ rulesFile, rulesTexts },
    installed: installed === null || installed.readOnly.length === 0 ? null : installed.root,
    head: await readSide(context, context.head, plan.head),
    base: await readSide(context, context.base, plan.base),
  };
  const answer = await runPart(context, { request, readOnly: installed?.readOnly ?? [] });
  return 'whole' in answer ? answer : toEvidence(context, { pair, answer, changed: new Set(plan.head.changed) });
};

const readSide = async (context: CollectContext, tree: Tree, planned: PlannedSide): Promise<PartSide> => {
  const entries = await tree.list();
  const paths = entries.filter(({ mode }) => mode.startsWith('100')).map(({ path }) => path);
  const { changed, members, left, importers } = planned;
  const readers = Object.values(importers).flatMap((files) => files.slice(0, mostImporters));
  const wanted = new Set([...changed, ...members, ...left, ...readers, ...paths.filter(isProjectPath)]);
  const texts = await Promise.all([...wanted].map(async (path) => [path, await tree.readText(path)] as const));
  return {
    ...planned,
    paths,
    links: entries.filter(({ mode }) => !mode.startsWith('100')).map(({ path }) => path),
    texts: Object.fromEntries(texts.flatMap(([path, text]) => (text === null ? [] : [[path, text]]))),
    roots: findRoots(paths, context.policy.configuration.architecture.roots),
  };
};

type Running = { readonly request: PartRequest; readonly readOnly: readonly string[] };

const runPart = async (context: CollectContext, { request, readOnly }: Running): Promise<PartAnswer> => {
  const script = scriptPath(import.meta.url, './run-cruise-part');
  const result = await context.run({
    argv: [process.execPath, script],
    cwd: dirname(script),
    readOnly,
    stdin: JSON.stringify(request),
    timeoutMs: context.policy.configuration.deadlineSeconds * 1000,
    maxOutputBytes: 64 * megabyte,
    signal: context.signal,
  });
  return result.stopped === null ? parsePartAnswer(result.stdout) : { whole: `it was stopped (${result.stopped})` };
};

type Answered = {
  readonly pair: GraphPair;
  readonly answer: Exclude<PartAnswer, { readonly whole: string }>;
  readonly changed: ReadonlySet<string>;
};

const toEvidence = async (context: CollectContext, { pair, answer, changed }: Answered): Promise<RuleEvidence> => ({
  renames: Object.fromEntries(
    context.change.files.flatMap(({ path, basePath }) => (basePath === undefined ? [] : [[basePath, path]])),
  ),
  head: await locateViolations(context.head, answer.head),
  base: answer.base,
  oldEdges: oldEdges({ pair, changed, edges: answer.baseEdges, violations: answer.head }),
  notInstalled: await notInstalledAmong(context, answer.head),
});

type Edges = {
  readonly pair: GraphPair;
  readonly changed: ReadonlySet<string>;
  readonly edges: readonly Edge[];
  readonly violations: readonly Violation[];
};

/** The imports of head's cycles that base has too: those of modules that are not changed, and what base's version imports. */
const oldEdges = ({ pair, changed, edges, violations }: Edges): readonly Edge[] => {
  const runs = new Map<string, boolean>();
  for (const { from, to, isTypeOnly } of edges) {
    const name = `${pair.toHead(from)}\n${pair.toHead(to)}`;
    runs.set(name, (runs.get(name) ?? false) || !isTypeOnly);
  }
  const isOld = ({ from, to, isTypeOnly }: Edge): boolean => {
    const before = runs.get(`${from}\n${to}`);
    return !changed.has(from) || (before !== undefined && (before || isTypeOnly));
  };
  return violations
    .flatMap(({ cycle }) => cycle.map(({ from, to, isTypeOnly }) => ({ from, to, isTypeOnly })))
    .filter(isOld);
};
