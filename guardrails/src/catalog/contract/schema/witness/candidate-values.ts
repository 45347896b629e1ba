import { isRecord } from '../../document/parse-document.ts';
import { acceptsScalar } from '../accepts-scalar.ts';
import { hasType } from '../json-value.ts';
import { patternText } from '../pattern-text.ts';
import type { JsonType, Schema } from '../schema.ts';
import { numbersNear } from './sample-number.ts';
import { itemParts, sampleArrayOf } from './sample-array.ts';
import { propertyParts, sampleObjectOf, sampleProperty } from './sample-object.ts';
import { textsNear } from './sample-text.ts';
import { sampleValue } from './sample-value.ts';
import type { Sampler, Wanted, WantedSchemas } from './sampler.ts';

const maximumCandidates = 120;

/**
 * Values that may show where two schemas differ: values of the inner schema at its limits and at those of the outer one.
 * `property` is looked at first. Bounded; the same for the same schemas. Pure.
 */
export const candidateValues = (wanted: Wanted, sampler: Sampler, property: string | null): readonly unknown[] => {
  const schema = sampler.inner.read(wanted.inner);
  const other = wanted.outer === null ? null : sampler.outer.read(wanted.outer);
  const schemas = { schema, other };
  const plain = [sampleValue(wanted, sampler), sampleValue({ ...wanted, outer: null }, sampler)];
  const of = (type: JsonType) => schema.choices.length === 0 && hasType(schema.types, type);
  const candidates = [
    ...(of('object') ? objects(schemas, sampler, property) : []),
    ...(of('array') ? arrays(schemas, sampler) : []),
    ...ruledOut(schemas, sampler),
    ...listed(schemas),
    ...(of('string') && schema.values === null
      ? textsNear(schema, other).filter((text) => acceptsScalar(schema, text))
      : []),
    ...(of('integer') && schema.values === null
      ? numbersNear(schema, other).filter((value) => acceptsScalar(schema, value))
      : []),
    ...(of('boolean') ? [true, false] : []),
    ...(of('null') ? [null] : []),
  ];
  const made = plain.flatMap((sample) => (sample === null ? [] : [sample.value]));
  return [...made, ...candidates].slice(0, maximumCandidates);
};

const listed = ({ schema, other }: WantedSchemas): readonly unknown[] => {
  const values = [...(schema.values ?? [])];
  const isOdd = (text: string) => other?.values?.has(text) === false;
  return [...values.filter(([text]) => isOdd(text)), ...values.filter(([text]) => !isOdd(text))]
    .slice(0, 40)
    .map(([, value]) => value);
};

const objects = (schemas: WantedSchemas, sampler: Sampler, property: string | null): readonly unknown[] => {
  const { schema, other } = schemas;
  const sampling = { sampler, below: sampleValue };
  const whole = sampleObjectOf(schemas, sampling)?.value as Record<string, unknown> | undefined;
  if (whole === undefined) return [];
  const without = (name: string) => Object.fromEntries(Object.entries(whole).filter(([key]) => key !== name));
  const withOne = (name: string): readonly unknown[] => {
    const sample = sampleProperty(name, { schema, other: null }, sampling);
    const fits =
      sample !== null &&
      (schema.properties.has(name) || propertyParts(schema, name).every(({ node }) => node !== false));
    return fits ? [{ ...whole, [name]: sample.value }] : [];
  };
  const oddly = (name: string) =>
    propertyParts(schema, name).length > 0 ? [] : oddOnes.map((value) => ({ ...whole, [name]: value }));
  const optional = [...schema.properties.keys()].filter((name) => !(name in whole));
  const removable = Object.keys(whole).filter((name) => !schema.required.has(name));
  const triggers = other === null ? [] : [...other.dependentRequired.keys(), ...other.dependentSchemas.keys()];
  const needed = other === null ? [] : [...other.dependentRequired.values()].flatMap((names) => [...names]);
  const patterns = [schema, ...(other === null ? [] : [other])].flatMap(({ patternProperties }) => [
    ...patternProperties.keys(),
  ]);
  const odd = [
    'extra',
    'extra key',
    '0',
    'UPPER',
    'lower-case',
    ...patterns.flatMap((pattern) => patternText(pattern) ?? []),
  ];
  return [
    ...(property === null ? [] : property in whole ? [without(property), ...oddly(property)] : withOne(property)),
    whole,
    ...removable.map(without),
    ...triggers.flatMap(withOne).map((value) =>
      dropped(
        value,
        needed.filter((name) => !schema.required.has(name)),
      ),
    ),
    ...optional.slice(0, 30).flatMap(withOne),
    ...odd.flatMap(withOne),
    ...oddValues(patterns, whole),
    ...sizes(schemas, 'Properties').flatMap((size) => crowded(whole, size)),
  ];
};

/** Values that the outer schema rules out or asks more of: what fits its `not` or its `if`. */
const ruledOut = ({ schema, other }: WantedSchemas, sampler: Sampler): readonly unknown[] => {
  if (other === null) return [];
  const conditions = [...other.nots, ...other.conditionals.map((conditional) => conditional.if)];
  return conditions.flatMap((parts) => {
    const sample = sampleValue({ inner: parts, outer: null }, { ...sampler, inner: sampler.outer, isFull: true });
    if (sample === null) return [];
    const whole = schema.types.has('object')
      ? sampleObjectOf({ schema, other: null }, { sampler, below: sampleValue })
      : null;
    return isRecord(sample.value) && whole !== null
      ? [{ ...(whole.value as object), ...sample.value }, sample.value]
      : [sample.value];
  });
};

/** One value of each type. */
const oddOnes: readonly unknown[] = [7, 'text', true, null, {}, []];

const dropped = (value: unknown, names: readonly string[]): unknown =>
  Object.fromEntries(Object.entries(value as Record<string, unknown>).filter(([name]) => !names.includes(name)));

const oddValues = (patterns: readonly string[], whole: Record<string, unknown>): readonly unknown[] =>
  patterns.flatMap((pattern) => {
    const name = patternText(pattern);
    return name === null ? [] : oddOnes.map((value) => ({ ...whole, [name]: value }));
  });

const crowded = (whole: Record<string, unknown>, size: number): readonly unknown[] => {
  const missing = size - Object.keys(whole).length;
  if (missing <= 0) return size === 0 ? [{}] : [];
  return [{ ...whole, ...Object.fromEntries(Array.from({ length: missing }, (_, index) => [`key${index + 1}`, 'a'])) }];
};

const sizes = ({ schema, other }: WantedSchemas, what: 'Items' | 'Properties'): readonly number[] => {
  const limits = [schema, other].flatMap((one) =>
    ([`min${what}`, `max${what}`] as const).flatMap((word) => one?.bounds.get(word) ?? []),
  );
  const near = limits.flatMap((limit) => [limit - 1, limit, limit + 1]);
  const prefix =
    what === 'Items' ? [schema.prefix.length, other?.prefix.length ?? 0, (other?.prefix.length ?? 0) + 1] : [];
  return [...new Set([...near, ...prefix])].filter(
    (size) => size >= 0 && size <= 1_100 && isAllowed(schema, what, size),
  );
};

const isAllowed = ({ bounds }: Schema, what: 'Items' | 'Properties', size: number): boolean =>
  size >= (bounds.get(`min${what}`) ?? 0) && size <= (bounds.get(`max${what}`) ?? Infinity);

const arrays = (schemas: WantedSchemas, sampler: Sampler): readonly unknown[] => {
  const { schema } = schemas;
  const lengths = [...new Set([...sizes(schemas, 'Items'), 0, 1, 2])].filter((size) =>
    isAllowed(schema, 'Items', size),
  );
  const made = lengths.flatMap((length) => {
    const sample = sampleArrayOf(length, schemas, { sampler, below: sampleValue });
    return sample === null ? [] : [sample.value];
  });
  const one = sampleValue({ inner: itemParts(schema, 0), outer: null }, { ...sampler, depth: sampler.depth + 1 });
  const many = [...(one === null ? [] : [one.value]), 7, 'text'].flatMap((item) =>
    lengths.map((length) => Array.from<unknown>({ length }).fill(item)),
  );
  return [...made, ...many];
};
