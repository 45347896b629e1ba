import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderClient, type OpenApiDocument } from '../../services/chassis/src/index.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test.each(['ranking', 'features'])('The client of %s is what its contract gives', (name) => {
  const source = `services/${name}/openapi.json`;
  const contract = JSON.parse(read(source)) as OpenApiDocument;
  expect(read(`scripts/platform/generated/${name}-client.ts`)).toBe(renderClient(contract, source));
});
