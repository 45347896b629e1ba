import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRequire } from 'node:module';
import { compareTwo } from './schema-pair.builder.ts';
import type { Shown } from './schema-pair.builder.ts';
import { changeBelow, narrow, rewrites, schemaArbitrary } from './schema.builder.ts';
import type { SchemaData } from './schema.builder.ts';

const runs = { numRuns: 80 };
const bothWays = ['request', 'response'] as const;

const told = (found: readonly Shown[]) => found.filter(({ impact }) => impact !== 'note');

describe('the comparison of schemas', () => {
  it('finds nothing between a schema and itself', () => {
    fc.assert(
      fc.property(schemaArbitrary, (schema) => {
        for (const direction of bothWays)
          expect(compareTwo(schema, structuredClone(schema), { direction })).toEqual([]);
      }),
      runs,
    );
  });

  it('finds nothing between two ways to say the same, at the top or below', () => {
    fc.assert(
      fc.property(schemaArbitrary, fc.constantFrom(...rewrites), fc.boolean(), (schema, rewrite, isBelow) => {
        const moved = rewrite === rewrites[3];
        const other = isBelow && !moved ? (changeBelow(schema, rewrite) ?? schema) : rewrite(schema);
        for (const direction of bothWays) {
          expect(compareTwo(schema, other, { direction })).toEqual([]);
          expect(compareTwo(other, schema, { direction })).toEqual([]);
        }
      }),
      runs,
    );
  });

  it('finds a narrower request and no wider one, a wider response and no narrower one', () => {
    fc.assert(
      fc.property(schemaArbitrary, (wide) => {
        const tight = changeBelow(wide, narrow) ?? narrow(wide);
        fc.pre(tight !== null && !acceptsNothing(tight));
        expect(told(compareTwo(wide, tight, { direction: 'request' })).length).toBeGreaterThan(0);
        expect(told(compareTwo(tight, wide, { direction: 'request' }))).toEqual([]);
        expect(told(compareTwo(tight, wide, { direction: 'response' })).length).toBeGreaterThan(0);
        expect(told(compareTwo(wide, tight, { direction: 'response' }))).toEqual([]);
      }),
      runs,
    );
  });

  it('shows most breaks by a value, and each value is accepted and refused as claimed', () => {
    let [shown, all] = [0, 0];
    fc.assert(
      fc.property(schemaArbitrary, schemaArbitrary, fc.constantFrom(...bothWays), (base, head, direction) => {
        for (const { shownBy, impact } of compareTwo(base, head, { direction })) {
          if (impact === 'certain') all += 1;
          if (shownBy === null) continue;
          if (impact === 'certain') shown += 1;
          const sides = { base, head };
          expect(isValid(sides[shownBy.acceptedBy], shownBy.value)).toBe(true);
          expect(isValid(sides[shownBy.refusedBy], shownBy.value)).toBe(false);
        }
      }),
      runs,
    );
    expect(all).toBeGreaterThan(0);
    expect(shown / all).toBeGreaterThan(0.9);
  });
});

type AjvLike = {
  readonly compile: (schema: SchemaData) => (value: unknown) => boolean;
  readonly removeSchema: (schema: SchemaData) => unknown;
};
const load = createRequire(import.meta.url);

/** A validator of its own, without the bounds of the one that the search uses. */
const isValid = (schema: SchemaData, value: unknown): boolean => {
  const isAccepted = ajv.compile(schema)(value);
  ajv.removeSchema(schema);
  return isAccepted;
};

const createAjv = (): AjvLike => {
  const { default: Ajv } = load('ajv/dist/2020') as { default: new (options: object) => AjvLike };
  const { default: addFormats } = load('ajv-formats') as { default: (instance: AjvLike) => AjvLike };
  return addFormats(new Ajv({ strict: false, meta: false, validateSchema: false }));
};

const ajv = createAjv();

/** Narrowing may leave nothing over: a maximum below the minimum, a list of booleans without twins that must have three. */
const acceptsNothing = (schema: SchemaData): boolean => {
  const [low, high] = [schema['minimum'], schema['maximum']];
  if (typeof low === 'number' && typeof high === 'number' && low > high) return true;
  return Object.values(schema).some((value) =>
    typeof value === 'object' && value !== null ? acceptsNothing(value as SchemaData) : false,
  );
};
