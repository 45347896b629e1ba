import { Type, type Static } from 'typebox';
import { bucketCount, bucketOf } from './bucket.ts';
import { kinds } from './kinds.ts';
import { degradations } from './ladder.ts';
import { sourceIds } from './source-ids.ts';

const Id = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' });

/** What an arm may change of how a view is made; what it does not name stays as the rules say. */
export const ArmChanges = Type.Object(
  {
    repeatedArtistPenalty: Type.Optional(Type.Number({ minimum: 0, maximum: 10 })),
    freshnessWeight: Type.Optional(Type.Number({ minimum: 0, maximum: 10 })),
    maxCards: Type.Optional(
      Type.Partial(
        Type.Object(Object.fromEntries(kinds.map((kind) => [kind, Type.Integer({ minimum: 0, maximum: 50 })])), {
          additionalProperties: false,
        }),
      ),
    ),
    withoutSources: Type.Optional(Type.Array(Type.Enum([...sourceIds]), { uniqueItems: true })),
    bestDegradation: Type.Optional(Type.Enum([...degradations], { description: 'No better rung than this one.' })),
  },
  { additionalProperties: false },
);
export type ArmChanges = Static<typeof ArmChanges>;

/** One experiment: which share of listeners is in it, and how they split over its arms. */
export const Experiment = Type.Object(
  {
    id: Id,
    why: Type.String({ minLength: 1 }),
    sharePercent: Type.Number({ minimum: 0, maximum: 100 }),
    arms: Type.Array(
      Type.Object({ id: Id, weight: Type.Integer({ minimum: 1, maximum: 1000 }), changes: ArmChanges }),
      { minItems: 2 },
    ),
  },
  { additionalProperties: false },
);
export type Experiment = Static<typeof Experiment>;

/** The file that experiments are read from. */
export const ExperimentsFile = Type.Object(
  { version: Type.String({ minLength: 1 }), experiments: Type.Array(Experiment, { maxItems: 50 }) },
  { additionalProperties: false },
);
export type ExperimentsFile = Static<typeof ExperimentsFile>;

/** The arm of each experiment that a listener is in, by the experiment's id. */
export type Arms = Readonly<Record<string, string>>;

type Arm = Experiment['arms'][number];

/**
 * The arms of a listener: always the same ones, as long as the experiment keeps its id, its share and its weights. Who is in
 * and which arm it gets are drawn apart, so a larger share moves nobody who was in.
 */
export const assignArms = (experiments: readonly Experiment[], listener: string): Arms =>
  // Without a prototype, so that an experiment of any name is a plain entry.
  Object.assign(
    Object.create(null) as Record<string, string>,
    Object.fromEntries(
      experiments.flatMap((experiment) => {
        const arm = armFor(experiment, listener);
        return arm ? [[experiment.id, arm.id]] : [];
      }),
    ),
  );

const armFor = ({ id, sharePercent, arms }: Experiment, listener: string): Arm | undefined => {
  if (bucketOf(`${id}/share`, listener) >= (sharePercent / 100) * bucketCount) return undefined;
  const whole = arms.reduce((sum, { weight }) => sum + weight, 0);
  let left = (bucketOf(`${id}/arm`, listener) / bucketCount) * whole;
  return arms.find(({ weight }) => (left -= weight) < 0) ?? arms.at(-1);
};

/** What the arms of a listener change, all together; an arm that no experiment has changes nothing. */
export const changesOf = (experiments: readonly Experiment[], arms: Arms): ArmChanges =>
  Object.assign(
    {},
    ...experiments.map(({ id, arms: known }) => known.find((arm) => arm.id === arms[id])?.changes ?? {}),
  ) as ArmChanges;

/**
 * What is wrong with experiments that the schema cannot say: two of one name, two arms of one name, or two experiments that
 * change the same setting, so that neither would measure what it says. Empty when they are sound.
 */
export const problemsWithExperiments = (experiments: readonly Experiment[]): string[] => [
  ...repeated(experiments.map(({ id }) => id)).map((id) => `there are two experiments "${id}"`),
  ...experiments.flatMap(({ id, arms }) =>
    repeated(arms.map((arm) => arm.id)).map((arm) => `experiment "${id}" has two arms "${arm}"`),
  ),
  ...repeated(experiments.flatMap(({ arms }) => [...new Set(arms.flatMap(({ changes }) => Object.keys(changes)))])).map(
    (setting) => `two experiments change ${setting}: neither would measure what it says`,
  ),
];

const repeated = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, at) => names.indexOf(name) !== at)),
];
