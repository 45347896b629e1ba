import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { harvestFinding, harvestWordings } from './harvest-findings.ts';

const documented = [
  ...readFileSync(new URL('./harvest.md', import.meta.url), 'utf8').matchAll(/^## (harvest\/[a-z-]+)$/gm),
].map(([, code]) => code);

it('documents each code, and no other', () => {
  expect(documented.toSorted()).toEqual(Object.keys(harvestWordings).toSorted());
});

it('keeps the fingerprint of a finding when only its numbers change', () => {
  const first = harvestFinding('harvest/file-too-large', 'big.bin', { bytes: 10, limit: 5 });
  const second = harvestFinding('harvest/file-too-large', 'big.bin', { bytes: 11, limit: 5 });
  expect(second.fingerprint).toBe(first.fingerprint);
  expect(second.fingerprint).not.toBe(harvestFinding('harvest/file-too-large', 'other.bin').fingerprint);
  expect(first.message).toContain('big.bin has 10 bytes and was left out: 5 is the most');
});

it('says how many files stand behind the one that it names', () => {
  expect(harvestFinding('harvest/hidden-by-new-ignore', 'a', { count: 3 }).message).toContain('a and 2 more files are');
  expect(harvestFinding('harvest/hidden-by-new-ignore', 'a', { count: 1 }).message).toContain('a is hidden');
});
