import type { Collected, CollectContext } from '../../guardrail.ts';
import type { ArchitectureEvidence } from './architecture-evidence.ts';
import { collectGraph } from './collect-graph.ts';
import { cruisePart } from './cruise-part.ts';
import { cruiseWhole } from './cruise-whole.ts';
import { decidesArchitecture, findRulesFile } from './find-roots.ts';
import { noGraphEvidence } from './graph-evidence.ts';
import { readGraphPair } from './graph-pair.ts';
import { importsDiffer } from './imports-differ.ts';

const nothing: ArchitectureEvidence = {
  ...{ rules: 'none', renames: {}, head: [], base: [], oldEdges: [], notInstalled: [] },
  graph: noGraphEvidence,
};

/**
 * Reads the import graphs of both sides and, where base has rules of its own and imports differ, lets dependency-cruiser judge by
 * base's rules: what the change touches, or where that cannot say it, all of head and, where head breaks a rule, of base.
 */
export const collectArchitecture = async (context: CollectContext): Promise<Collected<ArchitectureEvidence>> => {
  const { files } = context.change;
  if (!files.some(({ path, basePath }) => decidesArchitecture(path) || decidesArchitecture(basePath ?? path))) {
    return { evidence: nothing };
  }
  const { configFile } = context.policy.configuration.architecture;
  const basePaths = (await context.base.list()).map(({ path }) => path);
  const rulesFile = findRulesFile(basePaths, configFile);
  const pair = await readGraphPair(context);
  const graph = await collectGraph(context, { pair, hasRules: rulesFile !== null });
  if (rulesFile === null) return { evidence: { ...nothing, rules: 'ours', graph } };
  const rules = await context.base.readText(rulesFile);
  if (!importsDiffer({ change: context.change, pair, rules })) return { evidence: { ...nothing, rules: 'own', graph } };
  const part = await cruisePart(context, { pair, rulesFile });
  const cruised = 'whole' in part ? await cruiseWhole(context, rulesFile) : part;
  return 'cannotCheck' in cruised ? cruised : { evidence: { ...nothing, ...cruised, rules: 'own', graph } };
};
