import type { CollectContext } from '../../guardrail.ts';
import { compareSurfaces } from './compare-surfaces.ts';
import { findCycles } from './find-cycles.ts';
import { findDuplicates } from './find-duplicates.ts';
import { findImpurities } from './find-impurities.ts';
import { findMissing } from './find-missing.ts';
import { findOrphans } from './find-orphans.ts';
import { findPackageEdges } from './find-package-edges.ts';
import type { GraphEvidence } from './graph-evidence.ts';
import type { GraphPair } from './graph-pair.ts';
import { readIgnoredPaths } from './ignored-paths.ts';
import { measureReach } from './measure-reach.ts';

/**
 * Looks at what the change does to the import graphs. Nothing is checked out and nothing runs.
 * @param hasRules whether the repository has rules of its own: then cycles and missing modules are these rules' business
 */
export const collectGraph = async (
  context: CollectContext,
  { pair, hasRules }: { readonly pair: GraphPair; readonly hasRules: boolean },
): Promise<GraphEvidence> => {
  const isIgnored = hasRules ? () => false : await readIgnoredPaths(context.head);
  return {
    cycles: hasRules ? [] : findCycles(pair),
    missing: hasRules ? [] : findMissing(pair, isIgnored),
    orphans: findOrphans(pair),
    packageEdges: findPackageEdges(pair),
    impurities: await findImpurities(context, pair),
    surfaces: compareSurfaces(pair),
    duplicates: await findDuplicates(context, pair),
    reach: measureReach(pair),
    unread: unreadFiles(pair),
  };
};

const unreadFiles = ({ head, changed }: GraphPair): GraphEvidence['unread'] =>
  changed.flatMap((file) => {
    const status = head.files.get(file)?.status;
    return status === 'broken' || status === 'too-large' ? [{ file, why: status }] : [];
  });
