import { describe, expect, it } from 'vitest';
import type { CollectContext } from '../../guardrail.ts';
import { buildChange, buildTree, type Files } from '../../source/memory-tree.builder.ts';
import { createFacts } from '../../tree/facts.ts';
import { readGraphPair } from './graph-pair.ts';
import { importsDiffer } from './imports-differ.ts';

const base: Files = {
  'package.json': '{ "name": "a" }',
  'a.ts': `import { b } from './b.js';\nimport type { C } from './c.js';\nexport const a = (c: C) => b;\n`,
  'b.ts': `export const b = 1;\nexport const d = 2;\n`,
  'c.ts': `export interface C {}\n`,
};

const ask = async (edits: Files, rules: string | null = 'export default {}') => {
  const head = { ...base, ...edits };
  const change = buildChange(base, head);
  const sides = { base: buildTree(base), head: buildTree(head), change, facts: createFacts() };
  return importsDiffer({ change, pair: await readGraphPair(sides as unknown as CollectContext), rules });
};

describe('whether rules can answer differently', () => {
  it('is not so where code changes and imports stay', async () => {
    expect(await ask({ 'b.ts': `export const b = 1 + 1;\nexport const d = 2;\n`, 'README.md': 'x' })).toBe(false);
    expect(await ask({ 'a.ts': base['a.ts']?.replace('{ b }', '{ b, d }') ?? '' })).toBe(true);
    expect(await ask({ 'a.ts': base['a.ts']?.replace('=> b', '=> [b]') ?? '' })).toBe(false);
  });

  it('is so where an import is added, turned around, or may be one', async () => {
    for (const line of [
      `import './c.js';`,
      `const c = require('./c.js');`,
      `/// <reference path="./x.d.ts" />`,
      `need('./c.js');`,
      `await import('x');`,
    ])
      expect(await ask({ 'b.ts': `${line}\nexport const b = 1;\nexport const d = 2;\n` }), line).toBe(true);
    expect(await ask({ 'a.ts': base['a.ts']?.replace('import type', 'import') ?? '' })).toBe(true);
  });

  it('is so where modules come, packages or projects change, and where rules see more than we do', async () => {
    expect(await ask({ 'new.ts': '' })).toBe(true);
    expect(await ask({ 'package.json': '{ "name": "b" }' })).toBe(true);
    expect(await ask({ 'b.ts': 'export const b = {{{' })).toBe(true);
    const edit = { 'b.ts': `export const b = 3;\nexport const d = 2;\n` };
    expect([await ask(edit, null), await ask(edit, '{ exoticRequireStrings: ["need"] }'), await ask(edit)]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
