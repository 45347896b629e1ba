import { acceptsScalar } from '../accepts-scalar.ts';
import type { Schema } from '../schema.ts';
import type { Sample, WantedSchemas } from './sampler.ts';

/** Makes a number within the limits: 1 or 0 where they may be. Pure. */
export const sampleNumber = ({ schema, other }: WantedSchemas): Sample => {
  const fitting = numbersNear(schema, other).filter((value) => acceptsScalar(schema, value));
  const liked = fitting.find((value) => other === null || acceptsScalar(other, value)) ?? fitting[0];
  return liked === undefined ? null : { value: liked };
};

/** Numbers at and around the limits of two schemas, and some that tell types and formats apart. Unsorted, not yet tried. Pure. */
export const numbersNear = (schema: Schema, other: Schema | null): readonly number[] => {
  const all = [schema, ...(other === null ? [] : [other])];
  const limits = all.flatMap(({ bounds }) =>
    (['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum'] as const).flatMap((word) => bounds.get(word) ?? []),
  );
  const near = limits.flatMap((limit) => [
    limit,
    limit + 1,
    limit - 1,
    limit + 0.5,
    limit - 0.5,
    limit + 0.001,
    limit - 0.001,
  ]);
  const [low, high] = [Math.min(...limits), Math.max(...limits)];
  const between = limits.length > 1 ? [(low + high) / 2, Math.round((low + high) / 2)] : [];
  const units = all.flatMap(({ multiplesOf }) => multiplesOf);
  const anchors = [0, 1, ...limits];
  const multiples = units.flatMap((unit) =>
    anchors.flatMap((anchor) => [Math.ceil(anchor / unit), Math.floor(anchor / unit), 1].map((times) => times * unit)),
  );
  const telling = [-1, 0.5, 1.5, 7, 2_147_483_648, -2_147_483_649, 9_007_199_254_740_992, 1e20];
  const numbers = [1, 0, ...multiples, ...near, ...between, ...telling];
  return [...new Set(numbers.filter((value) => Number.isFinite(value)))];
};
