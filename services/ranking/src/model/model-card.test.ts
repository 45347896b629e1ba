import { readFileSync } from 'node:fs';
import type { TSchema } from 'typebox';
import { expect, test } from 'vitest';
import { GoldenVectors, ItemItemCard, NeighboursFile, parseAs, RankerCard, ServingPointer } from './model-card.ts';

type Contract = { readonly $defs: Readonly<Record<string, unknown>> };

const contract = JSON.parse(
  readFileSync(new URL('../../../models/card.schema.json', import.meta.url), 'utf8'),
) as Contract;

/** A schema as what it demands: words for people left out. */
const demandsOf = (schema: unknown): unknown =>
  JSON.parse(JSON.stringify(schema, (key, value: unknown) => (key === 'description' ? undefined : value)));

test.each<[string, TSchema]>([
  ['rankerCard', RankerCard],
  ['itemItemCard', ItemItemCard],
  ['golden', GoldenVectors],
  ['neighbours', NeighboursFile],
  ['servingPointer', ServingPointer],
])('This service reads %s as the contract of models has it', (name, schema) => {
  expect(demandsOf(schema)).toEqual(demandsOf(contract.$defs[name]));
});

test('What is no JSON, and what breaks the schema, says what is wrong', () => {
  expect(parseAs(ServingPointer, '{"full":"v1"}')).toEqual({ ok: true, value: { full: 'v1' } });
  expect(parseAs(ServingPointer, '{')).toMatchObject({
    ok: false,
    detail: expect.stringContaining('is not JSON') as string,
  });
  expect(parseAs(ServingPointer, '{"full":"../../etc"}')).toMatchObject({
    ok: false,
    detail: expect.stringContaining('/full') as string,
  });
  expect(parseAs(ServingPointer, 'null')).toMatchObject({ ok: false });
});
