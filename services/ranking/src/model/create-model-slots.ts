import type { Metrics } from '@interlock-dev/chassis';
import type { FastifyBaseLogger } from 'fastify';
import type { Neighbours } from '../core/propose.ts';
import type { Rankers } from '../rank/score-within.ts';
import { createScorerMetrics } from './instrument-scorer.ts';
import { loadNeighbours } from './load-neighbours.ts';
import { loadRanker, type RankerRuntime } from './load-ranker.ts';
import { createModelSlot, type ModelSlot, type SlotEvent, type SlotParts } from './model-slot.ts';
import { loadFailures } from './read-package.ts';
import { readPointer } from './read-pointer.ts';
import type { Scorer } from './scorer.ts';

/** The models that this service serves, by what it uses them for; each is a folder of the registry. */
export const modelNames = {
  full: 'now-playing-ranker',
  cheap: 'now-playing-ranker-small',
  neighbours: 'now-playing-neighbours',
} as const;

export type ModelSlots = Rankers & { readonly neighbours: ModelSlot<Neighbours> };

export type ModelSlotsParts = {
  readonly registry: string;
  readonly runtime: RankerRuntime;
  readonly metrics: Metrics;
  readonly logger: FastifyBaseLogger;
  readonly elapsed: () => number;
};

/** The slots of a registry's models, empty until they are refreshed. Swaps and refusals are counted and logged. */
export const createModelSlots = (parts: ModelSlotsParts): ModelSlots => {
  const { registry, runtime } = parts;
  const report = createSlotReport(parts);
  const instrument = createScorerMetrics(parts.metrics, parts.elapsed);
  const partsOf = (name: string): Pick<SlotParts<never>, 'name' | 'readPointer' | 'report'> => ({
    name,
    report,
    readPointer: (lastStamp) => readPointer(registry, name, lastStamp),
  });
  const ranker = (name: string): ModelSlot<Scorer> =>
    createModelSlot({
      ...partsOf(name),
      load: async (version) => {
        const loaded = await loadRanker({ registry, name, version }, runtime);
        return loaded.ok ? { ok: true, model: instrument(loaded.scorer) } : loaded;
      },
      close: (scorer) => scorer.close(),
    });
  const { full, cheap, neighbours } = modelNames;
  return {
    full: ranker(full),
    cheap: ranker(cheap),
    neighbours: createModelSlot({
      ...partsOf(neighbours),
      load: async (version) => {
        const loaded = await loadNeighbours({ registry, name: neighbours, version });
        return loaded.ok ? { ok: true, model: loaded.neighbours } : loaded;
      },
      close: () => Promise.resolve(),
    }),
  };
};

const createSlotReport = ({ metrics, logger }: ModelSlotsParts): ((event: SlotEvent) => void) => {
  const swaps = metrics.counter({
    name: 'ranking_model_swaps_total',
    help: 'Changes of what serves, by model and by what came of them.',
    labels: {
      model: Object.values(modelNames),
      outcome: ['swapped', 'close-failed', 'pointer-invalid', ...loadFailures],
    },
  });
  const said = new Map<string, string>();
  return (event) => {
    const model = Object.values(modelNames).find((name) => name === event.name) ?? modelNames.full;
    swaps.increment({ model, outcome: event.type === 'refused' ? event.reason : event.type });
    const { type, name, ...facts } = event;
    // A refusal comes again with every look at the pointer: it is said when it is new.
    const what = JSON.stringify(facts);
    if (type === 'refused' && said.get(name) === what) return;
    said.set(name, what);
    if (type === 'swapped') logger.info({ model: name, ...facts }, 'the model was swapped');
    else logger.error({ model: name, ...facts }, 'the model was not swapped; what served before goes on');
  };
};
