import { Type, type Static } from 'typebox';
import { ServingPointer } from './serving-pointer.ts';

/** What one gate said of a version, with what it looked at. */
export const GateVerdict = Type.Object({
  gate: Type.Enum(['golden', 'quality', 'latency', 'shadow', 'canary'], { type: 'string' }),
  verdict: Type.Enum(['pass', 'fail', 'cannot-check'], { type: 'string' }),
  detail: Type.String({ description: 'In words, with the way out unless it passed.' }),
  evidence: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
});
export type GateVerdict = Static<typeof GateVerdict>;

/** Where a version goes: scored beside, to a few listeners, to all; or back. */
export const steps = ['shadow', 'canary', 'full', 'rollback', 'halt'] as const;
export type Step = (typeof steps)[number];

const shared = { model: Type.String(), reason: Type.String() };

/**
 * What happened to a model. A change of what serves is three lines: that it is meant (`intended`), then the pointer's file
 * itself, then `carried-out`; a kill in between leaves `intended` alone, and the next command says which it was.
 */
export const AuditEntry = Type.Union([
  Type.Object({ event: Type.Literal('added'), ...shared, version: Type.String(), sha256: Type.String() }),
  Type.Object({
    event: Type.Literal('judged'),
    ...shared,
    version: Type.String(),
    step: Type.Enum([...steps], { type: 'string' }),
    allowed: Type.Boolean(),
    gates: Type.Array(GateVerdict),
  }),
  Type.Object({
    event: Type.Literal('intended'),
    ...shared,
    step: Type.Enum([...steps], { type: 'string' }),
    before: Type.Union([ServingPointer, Type.Null()]),
    after: ServingPointer,
  }),
  Type.Object({
    event: Type.Enum(['carried-out', 'abandoned'], { type: 'string' }),
    ...shared,
    serving: Type.Union([ServingPointer, Type.Null()]),
  }),
]);
export type AuditEntry = Static<typeof AuditEntry>;

/** One line of the log: when (Unix ms), what, and the hash of the line before, so that an edit shows. */
export const AuditLine = Type.Object({ at: Type.Integer({ minimum: 0 }), entry: AuditEntry, previous: Type.String() });
export type AuditLine = Static<typeof AuditLine>;
