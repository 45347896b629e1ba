import { Type, type Static } from 'typebox';
import type { Candidate, ScoredCandidate } from './candidate.ts';
import { maxCardsOfKind } from './caps.ts';
import { repeatedArtistPenalty } from './diversity.ts';
import type { ArmChanges } from './experiments.ts';
import { kinds, type Kind } from './kinds.ts';
import type { Degradation } from './ladder.ts';
import { sourceIds, type SourceId } from './source-ids.ts';

const Id = Type.String({ minLength: 1, maxLength: 64 });
const recordOf = <Key extends string, Value extends Parameters<typeof Type.Array>[0]>(
  keys: readonly Key[],
  value: Value,
) => Type.Object(Object.fromEntries(keys.map((key) => [key, value])) as Record<Key, Value>, strict);
const strict = { additionalProperties: false } as const;

/** Which candidates a rule is about: all that meet every condition it names. */
const When = Type.Object(
  {
    kinds: Type.Optional(Type.Array(Type.Enum([...kinds]), { minItems: 1 })),
    ids: Type.Optional(Type.Array(Id, { minItems: 1 })),
    artists: Type.Optional(Type.Array(Id, { minItems: 1 })),
    minAgeDays: Type.Optional(Type.Number({ minimum: 0, description: 'Unknown ages do not meet it.' })),
    maxAgeDays: Type.Optional(Type.Number({ minimum: 0, description: 'Unknown ages do not meet it.' })),
  },
  { ...strict, minProperties: 1 },
);

const Rule = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' }),
    why: Type.String({ minLength: 1, description: 'Who wants it, and what for.' }),
    when: When,
    then: Type.Union([
      Type.Object({ exclude: Type.Literal(true) }, strict),
      Type.Object({ addScore: Type.Number({ minimum: -10, maximum: 10 }) }, strict),
    ]),
  },
  strict,
);
export type Rule = Static<typeof Rule>;

/** The business rules of a view as data: what people change without a release. */
export const ViewRules = Type.Object(
  {
    version: Type.String({ minLength: 1, maxLength: 64, description: 'Answers carry it.' }),
    maxCards: recordOf(kinds, Type.Integer({ minimum: 0, maximum: 50 })),
    repeatedArtistPenalty: Type.Number({ minimum: 0, maximum: 10 }),
    freshnessWeight: Type.Number({ minimum: 0, maximum: 10 }),
    sources: recordOf(
      sourceIds,
      Type.Object(
        {
          mostCandidates: Type.Integer({ minimum: 0, maximum: 200 }),
          maxMs: Type.Number({ minimum: 0, description: 'A source that lately took longer is passed over.' }),
        },
        strict,
      ),
    ),
    rules: Type.Array(Rule, { maxItems: 200 }),
  },
  strict,
);
export type ViewRules = Static<typeof ViewRules>;

/** How re-ranking makes a view. */
export type RerankSettings = {
  readonly maxCards: Readonly<Record<Kind, number>>;
  readonly repeatedArtistPenalty: number;
  /** What the freshness boost is multiplied with. */
  readonly freshnessWeight: number;
};

/** The settings where nobody says otherwise. */
export const defaultSettings: RerankSettings = { maxCards: maxCardsOfKind, repeatedArtistPenalty, freshnessWeight: 1 };

/** How one view is made: the rules, with what the listener's arms change. */
export type ViewSettings = RerankSettings & {
  readonly sources: ViewRules['sources'];
  readonly withoutSources: readonly SourceId[];
  readonly bestDegradation: Degradation;
};

/** The rules with the changes of the arms laid over them. */
export const settingsFor = (rules: ViewRules, changes: ArmChanges): ViewSettings => ({
  maxCards: { ...rules.maxCards, ...changes.maxCards },
  repeatedArtistPenalty: changes.repeatedArtistPenalty ?? rules.repeatedArtistPenalty,
  freshnessWeight: changes.freshnessWeight ?? rules.freshnessWeight,
  sources: rules.sources,
  withoutSources: changes.withoutSources ?? [],
  bestDegradation: changes.bestDegradation ?? 'none',
});

/** The scored candidates without the excluded ones, the others with what the rules add to their scores. */
export const applyRules = (scored: readonly ScoredCandidate[], rules: readonly Rule[]): readonly ScoredCandidate[] =>
  rules.length === 0 ? scored : scored.flatMap((one) => applyTo(one, rules));

const applyTo = (scored: ScoredCandidate, rules: readonly Rule[]): readonly ScoredCandidate[] => {
  let { score } = scored;
  for (const { when, then } of rules) {
    if (!meets(scored.candidate, when)) continue;
    if ('exclude' in then) return [];
    score += then.addScore;
  }
  return [{ ...scored, score }];
};

const meets = (candidate: Candidate, when: Rule['when']): boolean =>
  isIn(when.kinds, candidate.kind) &&
  isIn(when.ids, candidate.id) &&
  isIn(when.artists, candidate.artist) &&
  (when.minAgeDays === undefined || (candidate.ageDays ?? -1) >= when.minAgeDays) &&
  (when.maxAgeDays === undefined || (candidate.ageDays ?? Number.POSITIVE_INFINITY) <= when.maxAgeDays);

const isIn = <Value>(wanted: readonly Value[] | undefined, value: Value): boolean =>
  wanted === undefined || wanted.includes(value);
