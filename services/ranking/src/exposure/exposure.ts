import { Type, type Static } from 'typebox';
import type { Arms } from '../core/experiments.ts';
import { degradationCauses, degradations, type Degradation, type DegradationCause } from '../core/ladder.ts';
import { sourceIds, type SourceId } from '../core/source-ids.ts';

/** What can be exposed: a view that this service filled, or a ranking of the caller's candidates. */
export const exposureEvents = ['now-playing', 'rank'] as const;
export type ExposureEvent = (typeof exposureEvents)[number];

/** What became of an exposure; `off` when the deployment keeps none. */
export const exposureOutcomes = ['written', 'dropped', 'failed', 'off'] as const;

/**
 * One line of the exposure log: what was shown to whom, and all that decided about it, so that an effect can be traced to its
 * arm, model and rung. A contract: `services/ranking/exposure.schema.json`.
 */
export const Exposure = Type.Object(
  {
    event: Type.Enum([...exposureEvents], { type: 'string' }),
    id: Type.String({ description: 'In the answer as the header x-exposure-id.' }),
    at: Type.Integer({ description: 'When the request came, Unix milliseconds.' }),
    listener: Type.String({ description: 'A keyed hash of the listener: equal for one listener, and nothing else.' }),
    current: Type.String({ description: 'The track that played.' }),
    model: Type.Object({ name: Type.String(), version: Type.String() }),
    degradation: Type.Enum([...degradations], { type: 'string' }),
    degradationCause: Type.Optional(Type.Enum([...degradationCauses], { type: 'string' })),
    arms: Type.Record(Type.String(), Type.String()),
    rules: Type.String({ description: 'The version of the business rules; "caller" where the caller chose.' }),
    tookMs: Type.Number({ description: 'From the request to the answer.' }),
    cards: Type.Array(
      Type.Object({ id: Type.String(), sources: Type.Array(Type.Enum([...sourceIds], { type: 'string' })) }),
      { description: 'In the order shown.' },
    ),
  },
  { $id: 'interlock-exposure.schema.json', title: 'One line of the exposure log of ranking' },
);
export type Exposure = Static<typeof Exposure>;

/** An exposure as the service knows it: with the listener's own id, which the sink replaces. */
export type ExposureRecord = {
  readonly event: ExposureEvent;
  readonly id: string;
  readonly at: number;
  readonly user: string;
  readonly current: string;
  readonly model: { readonly name: string; readonly version: string };
  readonly degradation: Degradation;
  readonly degradationCause?: DegradationCause;
  readonly arms: Arms;
  readonly rules: string;
  readonly tookMs: number;
  readonly cards: readonly { readonly id: string; readonly sources: readonly SourceId[] }[];
};

/** Where exposures go. `write` returns at once and never throws: no answer waits for its log. */
export type ExposureSink = { readonly write: (record: ExposureRecord) => void; readonly close: () => Promise<void> };

/** What `services/ranking/exposure.schema.json` holds. */
export const exposureSchemaText = `${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...Exposure }, null, 2)}\n`;
