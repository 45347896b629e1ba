import { Compile } from 'typebox/schema';
import type { Json } from '../../../../guardrails/src/guardrail.ts';
import { asJsonSchema } from './as-json-schema.ts';
import type { Fields, Side } from './as-json-schema.ts';
import { findSchemaPointer } from './find-schema-pointer.ts';

/** A witness of a finding, with the two documents it speaks of. */
export type WitnessClaim = {
  readonly base: Fields;
  readonly head: Fields;
  readonly operation: string;
  readonly where: string;
  readonly side: Side;
  readonly value: Json;
  readonly acceptedBy: 'base' | 'head';
};

/** What another validator says of a claim. `unchecked`: the schema could not be found or compiled by it. */
export type WitnessCheck =
  | { readonly outcome: 'holds' }
  | { readonly outcome: 'refuted'; readonly why: string }
  | { readonly outcome: 'unchecked'; readonly why: string };

/** True when a JSON Schema accepts a value. Throws where it cannot be compiled. */
export type Validate = (schema: Fields, value: Json) => boolean;

/** TypeBox's validator, which shares no code with ajv nor with the comparison. */
export const typeboxValidate: Validate = (schema, value) => Compile(schema as never).Check(value);

/** Asks a validator whether one side accepts the witness and the other refuses it. Pure. */
export const checkWitness = (claim: WitnessClaim, validate: Validate = typeboxValidate): WitnessCheck => {
  const { base, head, side, acceptedBy, value } = claim;
  const says: { [name in 'base' | 'head']?: boolean } = {};
  for (const [name, document] of [
    ['base', base],
    ['head', head],
  ] as const) {
    const pointer = findSchemaPointer(document, claim);
    if (pointer === null)
      return { outcome: 'unchecked', why: `no schema for ${claim.operation}, ${claim.where} in ${name}` };
    try {
      says[name] = validate(asJsonSchema(document, pointer, side), value);
    } catch (error) {
      return { outcome: 'unchecked', why: `${name}: ${error instanceof Error ? error.message : String(error)}` };
    }
  }
  const refusedBy = acceptedBy === 'base' ? 'head' : 'base';
  if (says[acceptedBy] !== true) return { outcome: 'refuted', why: `${acceptedBy} refuses it` };
  return says[refusedBy] === false ? { outcome: 'holds' } : { outcome: 'refuted', why: `${refusedBy} accepts it` };
};
