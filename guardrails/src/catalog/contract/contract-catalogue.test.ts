import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contractMessages } from './contract-messages.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

/** `error request-body-removed`: the checks of oasdiff that the catalogue was read from. */
const checks = read('./fixtures/oasdiff-checks.txt')
  .trim()
  .split('\n')
  .map((line) => line.split(' ') as [string, string]);

type Row = { readonly id: string; readonly level: string; readonly codes: readonly string[]; readonly remark: string };

const rows = read('../../../../docs/contract-catalogue.md')
  .split('\n')
  .flatMap((line): readonly Row[] => {
    const [, id = '', level = '', codes = '', remark = ''] = line.split('|').map((cell) => cell.trim());
    if (!/^`[a-z0-9-]+`$/.test(id)) return [];
    return [{ id: id.slice(1, -1), level, codes: codes.match(/contract\/[a-z0-9-]+/g) ?? [], remark }];
  });

describe('the catalogue of contract checks', () => {
  it('has one row for each of the 509 checks, with their levels', () => {
    expect(checks).toHaveLength(509);
    expect(checks.filter(([level]) => level === 'error')).toHaveLength(213);
    expect(rows.map(({ id, level }) => `${level} ${id}`).toSorted()).toEqual(
      checks.map(([level, id]) => `${level} ${id}`).toSorted(),
    );
  });

  it('names a code for each of their errors, and a code or a reason for all others', () => {
    expect(rows.filter(({ level, codes }) => level === 'error' && codes.length === 0)).toEqual([]);
    expect(rows.filter(({ codes, remark }) => codes.length === 0 && remark === '')).toEqual([]);
  });

  it('names only codes that there are', () => {
    const unknown = rows.flatMap(({ codes }) => codes.filter((code) => contractMessages[code] === undefined));
    expect([...new Set(unknown)]).toEqual([]);
  });
});
