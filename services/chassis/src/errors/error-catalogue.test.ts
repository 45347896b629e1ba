import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseDocumentedErrors } from './documented-errors.ts';
import { chassisErrors } from './error-catalogue.ts';

test('Each shared error is documented with its status, and nothing else is', () => {
  const documented = parseDocumentedErrors(readFileSync(new URL('../../errors.md', import.meta.url), 'utf8'));
  const catalogued = Object.entries(chassisErrors).map(([code, { status }]) => ({ code, status }));
  expect(new Set(documented)).toEqual(new Set(catalogued));
  expect(documented).toHaveLength(catalogued.length);
});
