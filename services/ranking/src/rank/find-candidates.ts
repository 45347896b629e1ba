import type { Metrics } from '@interlock-dev/chassis';
import { maxCandidates } from '../contract.ts';
import type { Catalogue } from '../core/catalogue.ts';
import { mergeProposals, type MergedCandidates, type Proposals } from '../core/merge-proposals.ts';
import { sources, type Neighbours, type SourceQuery } from '../core/propose.ts';
import type { ViewSettings } from '../core/rules.ts';
import { sourceIds, type SourceId } from '../core/source-ids.ts';
import type { ModelSlot } from '../model/model-slot.ts';
import { createCostEstimate } from './cost-estimate.ts';

export type CandidateParts = {
  readonly catalogue: Catalogue;
  readonly neighbours: ModelSlot<Neighbours>;
  readonly metrics: Metrics;
  readonly elapsed: () => number;
};

/** The candidates of one view. */
export type FindCandidates = (query: SourceQuery & { user: string }, settings: ViewSettings) => MergedCandidates;

/**
 * Asks each source for as many as the rules allow it, merges and counts. A source that lately took longer than its budget is
 * passed over and tried again a second later; `popular` never is, because a view without candidates is no view.
 */
export const createFindCandidates = ({ catalogue, neighbours, metrics, elapsed }: CandidateParts): FindCandidates => {
  const proposed = metrics.counter({
    name: 'ranking_source_requests_total',
    help: 'Views that a source was asked for, by what came of it.',
    labels: { source: sourceIds, outcome: ['some', 'none', 'passed-over'] },
  });
  const costs = new Map(sourceIds.map((id) => [id, createCostEstimate(elapsed)]));

  const ask = (source: SourceId, query: SourceQuery & { user: string }, settings: ViewSettings): Proposals => {
    const { mostCandidates, maxMs } = settings.sources[source];
    const cost = costs.get(source);
    if (source !== 'popular' && cost && cost.estimateMs() > maxMs) {
      proposed.increment({ source, outcome: 'passed-over' });
      return { source, candidates: [] };
    }
    const lease = neighbours.lease(query.user);
    const begin = elapsed();
    const parts = { catalogue, neighbours: lease.model ?? noNeighbours };
    const candidates = sources[source](parts, query, mostCandidates);
    cost?.observe(elapsed() - begin);
    lease.release();
    proposed.increment({ source, outcome: candidates.length > 0 ? 'some' : 'none' });
    return { source, candidates };
  };
  return (query, settings) =>
    mergeProposals(
      sourceIds.filter((id) => !settings.withoutSources.includes(id)).map((id) => ask(id, query, settings)),
      maxCandidates,
    );
};

// Before a model of neighbours has come, nothing is known to go with anything.
const noNeighbours: Neighbours = () => [];
