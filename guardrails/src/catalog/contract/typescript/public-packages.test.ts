import { expect, test } from 'vitest';
import { buildTree, type Files } from '../../../source/memory-tree.builder.ts';
import { projectFacts } from '../../../source/project-facts.ts';
import { publicPackages } from './public-packages.ts';

const side = (files: Files) => ({
  paths: new Set(Object.keys(files)),
  projects: new Map(
    Object.entries(files)
      .filter(([path]) => path.endsWith('package.json'))
      .map(([path, text]) => [path, projectFacts.read(text, path)] as const),
  ),
});

const manifest = (more: object) => JSON.stringify({ name: '@shop/prices', ...more });
const exports = {
  '.': { types: './dist/index.d.ts' },
  './testing': './dist/testing.js',
  './package.json': './package.json',
};
const files: Files = {
  'packages/prices/package.json': manifest({ exports }),
  'packages/prices/src/index.ts': '',
  'packages/prices/src/testing.ts': '',
  'packages/other/package.json': JSON.stringify({ name: '@shop/other', types: 'index.d.ts' }),
  'packages/other/index.d.ts': '',
};

test.each([[['packages/prices']], [['@shop/prices']], [['packages/p*']]])(
  '%j lists a package by folder or name',
  (globs) => {
    const { entries } = publicPackages(globs, side(files), side(files));
    expect(entries).toEqual([
      { name: '@shop/prices', base: 'packages/prices/src/index.ts', head: 'packages/prices/src/index.ts' },
      { name: '@shop/prices/testing', base: 'packages/prices/src/testing.ts', head: 'packages/prices/src/testing.ts' },
    ]);
  },
);

test('Declarations that stand in the tree are the entry, and an entry point that head has not is told', () => {
  const { './testing': gone, ...kept } = exports;
  const head = { ...files, 'packages/prices/package.json': manifest({ exports: kept }) };
  const { entries } = publicPackages(['packages/*'], side(files), side(head));
  expect(gone).toBeDefined();
  expect(entries.map(({ name, head: path }) => [name, path])).toEqual([
    ['@shop/prices', 'packages/prices/src/index.ts'],
    ['@shop/prices/testing', null],
    ['@shop/other', 'packages/other/index.d.ts'],
  ]);
});

test('A package that is listed and has no source is named', () => {
  const bare = { 'a/package.json': manifest({ main: 'built/index.js' }) };
  expect(publicPackages(['a'], side(bare), side(bare)).without).toEqual(['@shop/prices']);
  expect(buildTree(bare).commit).toBeNull();
});
