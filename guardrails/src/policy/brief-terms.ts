import Type, { type Static } from 'typebox';

/** What may change in a contract. */
export const apiTerms = Type.Union([Type.Literal('unchanged'), Type.Literal('additive'), Type.Literal('breaking')]);
/** What may change in tests. */
export const testTerms = Type.Union([Type.Literal('frozen'), Type.Literal('add'), Type.Literal('change')]);

/** The part of a brief that guardrails judge by, normalised: every field has its value. */
export const briefTerms = Type.Object(
  {
    /** The task's id. */
    task: Type.String(),
    scope: Type.Object({ write: Type.Array(Type.String()), forbid: Type.Array(Type.String()) }),
    api: apiTerms,
    tests: testTerms,
    behaviour: Type.Union([Type.Literal('unchanged'), Type.Literal('change')]),
    /** Most lines added plus removed; null for no limit. */
    diffLines: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
  },
  { additionalProperties: false },
);
export type BriefTerms = Static<typeof briefTerms>;
