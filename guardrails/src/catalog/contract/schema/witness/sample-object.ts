import { matchesPattern } from '../pattern.ts';
import { patternText } from '../pattern-text.ts';
import type { Parts, Schema } from '../schema.ts';
import { visibleProperties } from '../visible-properties.ts';
import type { Sample, SampleBelow, Sampler, WantedSchemas } from './sampler.ts';

const fullDepth = 5;
const maximumProperties = 200;

/** How an object is made of a schema: what is left out, and how values in it are made. */
export type ObjectSampling = {
  readonly sampler: Sampler;
  readonly below: SampleBelow;
  /** A property whose value the caller sets. */
  readonly without?: string;
};

/** Makes an object with what must be there, and with what may be there where that is wanted. Pure. */
export const sampleObject = (schemas: WantedSchemas, sampler: Sampler, below: SampleBelow): Sample =>
  sampleObjectOf(schemas, { sampler, below });

/** Makes an object without one property. Null where a required value cannot be made. */
export const sampleObjectOf = ({ schema, other }: WantedSchemas, sampling: ObjectSampling): Sample => {
  const { sampler, without } = sampling;
  const visible = visibleProperties(schema, { reader: sampler.inner, direction: sampler.direction });
  const isHidden = (name: string) => schema.properties.has(name) && !visible.has(name);
  const must = closeOver(
    schema,
    [...schema.required].filter((name) => !isHidden(name)),
  );
  const may = [
    ...(other === null ? [] : other.required),
    ...(sampler.isFull && sampler.depth <= fullDepth ? visible.keys() : []),
  ];
  const object = new Map<string, unknown>();
  for (const name of must) {
    if (name === without) continue;
    const sample = sampleProperty(name, { schema, other }, sampling);
    if (sample === null) return null;
    object.set(name, sample.value);
  }
  const least = (schema.bounds.get('minProperties') ?? 0) - (without === undefined ? 0 : 1);
  const fillers = object.size < least ? [...visible.keys(), ...freeNames(schema, least)] : [];
  const most = (schema.bounds.get('maxProperties') ?? maximumProperties) - (without === undefined ? 0 : 1);
  for (const name of [...may, ...fillers]) {
    const isFiller = !may.includes(name) && object.size >= least;
    if (object.has(name) || name === without || isHidden(name) || isFiller || object.size >= most) continue;
    const sample = sampleProperty(name, { schema, other }, sampling);
    if (sample !== null) object.set(name, sample.value);
  }
  return { value: Object.fromEntries(object) };
};

/** Makes the value of one property; null where the schema does not allow it. */
export const sampleProperty = (name: string, { schema, other }: WantedSchemas, sampling: ObjectSampling): Sample =>
  sampling.below(
    { inner: propertyParts(schema, name), outer: other === null ? null : propertyParts(other, name) },
    sampling.sampler,
  );

/** What holds for a property, named or not. */
export const propertyParts = (schema: Schema, name: string): Parts => {
  const named = schema.properties.get(name);
  if (named !== undefined) return named;
  const matched = [...schema.patternProperties].filter(([pattern]) => matchesPattern(pattern, name) === true);
  return matched.length > 0 ? matched.flatMap(([, parts]) => parts) : schema.additional;
};

/** With the names that other names need. */
const closeOver = (schema: Schema, names: readonly string[]): ReadonlySet<string> => {
  const closed = new Set(names);
  for (const name of closed) {
    for (const needed of schema.dependentRequired.get(name) ?? []) closed.add(needed);
  }
  return closed;
};

const freeNames = (schema: Schema, count: number): readonly string[] => [
  ...[...schema.patternProperties.keys()].flatMap((pattern) => patternText(pattern) ?? []),
  ...Array.from({ length: Math.min(count, maximumProperties) }, (_, index) => `key${index + 1}`),
];
