import { acceptsScalar } from '../accepts-scalar.ts';
import { canonicalText, hasType } from '../json-value.ts';
import { schemaCases } from '../schema-cases.ts';
import type { JsonType, Parts, Schema } from '../schema.ts';
import { sampleArray } from './sample-array.ts';
import { sampleNumber } from './sample-number.ts';
import { sampleObject } from './sample-object.ts';
import { sampleText } from './sample-text.ts';
import type { Sample, Sampler, Wanted, WantedSchemas } from './sampler.ts';
import { withTag } from './with-tag.ts';

const maximumDepth = 12;

/**
 * Makes a value that the inner schema accepts and, as far as it can, the outer one too: the same for the same schemas.
 * It follows the rules of the comparison, so it may be wrong; a validator has the last word. Pure.
 */
export const sampleValue = (wanted: Wanted, sampler: Sampler): Sample => {
  sampler.budget.calls -= 1;
  if (sampler.depth > maximumDepth || sampler.budget.calls < 0) return null;
  const deeper = { ...sampler, depth: sampler.depth + 1 };
  if (wanted.inner.length === 0 && wanted.outer !== null && wanted.outer.length > 0) {
    return sampleValue({ inner: wanted.outer, outer: null }, { ...deeper, inner: sampler.outer });
  }
  const schema = sampler.inner.read(wanted.inner);
  const other = wanted.outer === null ? null : sampler.outer.read(wanted.outer);
  if (schema.choices.length > 0) return sampleChoice({ schema, other }, wanted, deeper);
  if (schema.values !== null) return sampleListed(schema.values, other);
  for (const type of typesInOrder({ schema, other })) {
    const sample = sampleOfType(type, { schema, other }, deeper);
    if (sample !== null) return sample;
  }
  return null;
};

const sampleChoice = ({ schema, other }: WantedSchemas, wanted: Wanted, sampler: Sampler): Sample => {
  const others = other === null || other.choices.length === 0 ? [] : (schemaCases(other) ?? []);
  for (const { parts, name } of (schemaCases(schema) ?? []).slice(0, 12)) {
    const twin: Parts | null =
      others.find((candidate) => candidate.name === name)?.parts ?? other?.core ?? wanted.outer;
    const sample = sampleValue({ inner: parts, outer: twin }, sampler);
    if (sample !== null) return { value: withTag(sample.value, { owner: schema, parts, reader: sampler.inner }) };
  }
  return null;
};

const sampleListed = (values: ReadonlyMap<string, unknown>, other: Schema | null): Sample => {
  const fits = (value: unknown): boolean =>
    other === null || (other.values === null ? acceptsScalar(other, value) : other.values.has(canonicalText(value)));
  const all = [...values.values()];
  const liked = all.filter((value) => value !== null).find(fits) ?? all.find(fits);
  return liked !== undefined ? { value: liked } : all.length > 0 ? { value: all[0] } : null;
};

const order: readonly JsonType[] = ['object', 'array', 'string', 'integer', 'number', 'boolean', 'null'];

const typesInOrder = ({ schema, other }: WantedSchemas): readonly JsonType[] => {
  const own = order.filter((type) => hasType(schema.types, type));
  // What may be anything is simplest as a text.
  const sorted = own.length > 5 ? (['string', ...own.filter((type) => type !== 'string')] as const) : own;
  return [...sorted.filter((type) => isShared(other, type)), ...sorted.filter((type) => !isShared(other, type))];
};

const isShared = (other: Schema | null, type: JsonType): boolean => other === null || hasType(other.types, type);

const sampleOfType = (type: JsonType, schemas: WantedSchemas, sampler: Sampler): Sample => {
  switch (type) {
    case 'object':
      return sampleObject(schemas, sampler, sampleValue);
    case 'array':
      return sampleArray(schemas, sampler, sampleValue);
    case 'string':
      return sampleText(schemas);
    case 'integer':
    case 'number':
      return sampleNumber(schemas);
    case 'boolean':
      return { value: true };
    case 'null':
      return { value: null };
  }
};
