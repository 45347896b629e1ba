import type { Parts, Schema } from '../schema.ts';
import { canonicalText } from '../json-value.ts';
import { textsNear } from './sample-text.ts';
import type { Sample, SampleBelow, Sampler, WantedSchemas } from './sampler.ts';

const maximumItems = 1_100;

/** Makes the shortest array that the limits allow; one item where everything optional is to be there. Pure. */
export const sampleArray = ({ schema, other }: WantedSchemas, sampler: Sampler, below: SampleBelow): Sample => {
  const least = Math.max(
    schema.bounds.get('minItems') ?? 0,
    other?.bounds.get('minItems') ?? 0,
    sampler.isFull ? 1 : 0,
  );
  const length = Math.min(least, schema.bounds.get('maxItems') ?? Infinity);
  return sampleArrayOf(length, { schema, other }, { sampler, below });
};

/** Makes an array of just that many items. Null where it would be too long or its items cannot be made. */
export const sampleArrayOf = (
  length: number,
  { schema, other }: WantedSchemas,
  { sampler, below }: { readonly sampler: Sampler; readonly below: SampleBelow },
): Sample => {
  const wanted = schema.contains.flatMap(({ parts, min }) => Array.from({ length: Math.min(min, 20) }, () => parts));
  const total = Math.max(length, wanted.length);
  if (total > maximumItems) return null;
  const value: unknown[] = [];
  for (let index = 0; index < total; index += 1) {
    const parts = [...itemParts(schema, index), ...(wanted[index] ?? [])];
    const sample = below({ inner: parts, outer: other === null ? null : itemParts(other, index) }, sampler);
    if (sample === null) return sampler.isFull && index >= (schema.bounds.get('minItems') ?? 0) ? { value } : null;
    const isTaken = schema.isUnique && value.some((item) => canonicalText(item) === canonicalText(sample.value));
    const item = isTaken ? another(sample.value, sampler.inner.read(parts), value) : sample;
    if (item === null) return null;
    value.push(item.value);
  }
  return { value };
};

/** What holds for the item at an index. */
export const itemParts = ({ prefix, rest }: Schema, index: number): Parts => prefix[index] ?? rest;

/** One more value of the same kind that is not there yet: for `uniqueItems`. */
const another = (value: unknown, schema: Schema, taken: readonly unknown[]): Sample => {
  const texts = new Set(taken.map((item) => canonicalText(item)));
  const candidates: readonly unknown[] =
    schema.values !== null
      ? [...schema.values.values()]
      : typeof value === 'number'
        ? taken.map((_, index) => value + index + 1)
        : typeof value === 'string'
          ? [...taken.map((_, index) => `${value}${index + 1}`), ...textsNear(schema, null)]
          : [];
  const free = candidates.find((candidate) => !texts.has(canonicalText(candidate)));
  return free === undefined ? null : { value: free };
};
