import { describe, expect, test } from 'vitest';
import { compareRequest, compareTypeScriptApi } from './compare-typescript-api.ts';
import { compileConsumer } from './compile-consumer.builder.ts';
import type { ApiPair } from './pairs/api-pair.ts';
import { classPairs } from './pairs/classes.pairs.ts';
import { exportPairs } from './pairs/exports.pairs.ts';
import { functionPairs } from './pairs/functions.pairs.ts';
import { memberPairs } from './pairs/members.pairs.ts';

const pairs = [...exportPairs, ...functionPairs, ...memberPairs, ...classPairs];

const compare = ({ base, head }: Pick<ApiPair, 'base' | 'head'>) =>
  compareTypeScriptApi({ base: { 'src/index.ts': base }, head: { 'src/index.ts': head }, entry: 'src/index.ts' });

test('There are at least 60 pairs, each with a name of its own', () => {
  expect(pairs.length).toBeGreaterThanOrEqual(60);
  expect(new Set(pairs.map(({ name }) => name)).size).toBe(pairs.length);
});

describe('What the compiler says of a consumer decides', () => {
  test.each(pairs)('$name', async (pair) => {
    expect(compileConsumer(pair.base, pair.consumer)).toEqual([]);
    expect(compileConsumer(pair.head, pair.consumer).length > 0).toBe(pair.breaks !== null);
    const { differences } = await compare(pair);
    if (pair.breaks === null) expect(differences).toEqual([]);
    else expect(differences.map(({ kind }) => kind)).toContain(pair.breaks);
    for (const { witness, grade } of differences) {
      expect(grade).not.toBe('possible');
      if (witness !== null) expect(witness.message).toMatch(/^TS\d+: /u);
    }
  });
});

const big = {
  base: 'export const a = 1 as number; export enum E { A = 1 }',
  head: 'export type a = string; export enum E { B = 1 }',
};

test('A shallow comparison tells what is exported, and as what, and names what it left alone', async () => {
  const { default: typescript } = await import('typescript');
  const texts = (text: string) => ({ 'index.ts': `export const f = (a: string): string => a; ${text}` });
  const { differences, notCompared } = compareRequest(typescript, {
    ...{ entries: [{ name: 'one', base: 'index.ts', head: 'index.ts' }], root: null, isShallow: true },
    ...{ base: texts(big.base), head: texts(big.head.replace('(a: string)', '(a: number)')) },
  });
  expect(differences.map(({ kind, symbol }) => `${kind} ${symbol}`).sort()).toEqual([
    'enum-member-added E',
    'enum-member-removed E',
    'export-kind-changed a',
  ]);
  expect(notCompared[0]?.what).toBe('one: the types of what it exports');
});
