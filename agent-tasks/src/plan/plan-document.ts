import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false } as const;
const oneOf = <const Values extends readonly string[]>(values: Values) =>
  Type.Unsafe<Values[number]>(Type.String({ enum: [...values] }));
const globs = Type.Array(Type.String({ minLength: 1 }));

const budgetDocument = Type.Object(
  {
    usd: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    minutes: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    rounds: Type.Optional(Type.Integer({ minimum: 0, maximum: 20 })),
    diffLines: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  closed,
);

const taskDocument = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' }),
    prompt: Type.String({ minLength: 1 }),
    title: Type.Optional(Type.String({ minLength: 1 })),
    scope: Type.Optional(Type.Object({ write: Type.Optional(globs), forbid: Type.Optional(globs) }, closed)),
    api: Type.Optional(oneOf(['unchanged', 'additive', 'breaking'])),
    tests: Type.Optional(oneOf(['frozen', 'add', 'change'])),
    behaviour: Type.Optional(oneOf(['unchanged', 'change'])),
    dependsOn: Type.Optional(Type.Array(Type.String())),
    acceptance: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
    budget: Type.Optional(budgetDocument),
  },
  closed,
);
export type TaskDocument = Static<typeof taskDocument>;

/** A plan as its YAML file says it, before defaults. */
export const planDocument = Type.Object(
  {
    version: Type.Literal(1),
    goal: Type.Optional(Type.String()),
    base: Type.Optional(Type.String({ minLength: 1 })),
    tasks: Type.Array(taskDocument, { minItems: 1 }),
  },
  closed,
);
export type PlanDocument = Static<typeof planDocument>;
