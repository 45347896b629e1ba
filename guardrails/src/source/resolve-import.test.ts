import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import fc from 'fast-check';
import { ResolverFactory } from 'oxc-resolver';
import { describe, expect, it } from 'vitest';
import { parseJsonc } from './parse-jsonc.ts';
import { packageTargets } from './package-targets.ts';
import { isProjectPath, projectFacts } from './project-facts.ts';
import { createResolver, type Resolution } from './resolve-import.ts';
import type { Files } from './memory-tree.builder.ts';

const resolverOf = (files: Files) =>
  createResolver({
    paths: new Set(Object.keys(files)),
    projects: new Map(
      Object.entries(files).flatMap(([path, text]) =>
        isProjectPath(path) ? [[path, projectFacts.read(text, path)] as const] : [],
      ),
    ),
  });
const where = (resolution: Resolution): string =>
  resolution.kind === 'file' || resolution.kind === 'missing'
    ? `${resolution.kind} ${resolution.path}`
    : `${resolution.kind} ${resolution.name}`;

const repository: Files = {
  'package.json': '{ "name": "shop", "workspaces": ["packages/*"] }',
  'tsconfig.base.json':
    '{ // aliases\n "compilerOptions": { "paths": { "@app/*": ["./app/*"], "@app/core": ["./app/core/main.ts"], }, } }',
  'app/tsconfig.json': '{ "extends": "../tsconfig.base.json" }',
  'app/a.ts': '',
  'app/b.tsx': '',
  'app/b.test.ts': '',
  'app/c/index.ts': '',
  'app/d.json': '{}',
  'app/core/main.ts': '',
  'app/old.js': '',
  'app/old.d.ts': '',
  'packages/cart/package.json':
    '{ "name": "@shop/cart", "main": "dist/index.js", "imports": { "#own/*": "./src/own/*.js" }, "exports": { ".": { "types": "./dist/index.d.ts", "import": "./dist/index.js" }, "./price": "./dist/price.js", "./features/*": "./src/features/*.ts" } }',
  'packages/cart/src/index.ts': '',
  'packages/cart/src/price.ts': '',
  'packages/cart/src/own/x.ts': '',
  'packages/cart/src/features/gift.ts': '',
  'packages/plain/package.json': '{ "name": "plain", "main": "./lib/main.js" }',
  'packages/plain/lib/main.js': '',
  'web/tsconfig.json': '{ "compilerOptions": { "baseUrl": "./src" } }',
  'web/src/view/list.ts': '',
  'web/src/a.ts': '',
};

describe('resolving over the paths of a tree', () => {
  const resolve = resolverOf(repository);
  const table: readonly (readonly [from: string, specifier: string, expected: string])[] = [
    ['app/a.ts', './b', 'file app/b.tsx'],
    ['app/a.ts', './b.js', 'file app/b.tsx'],
    ['app/a.ts', './b.tsx', 'file app/b.tsx'],
    ['app/a.ts', './b.test', 'file app/b.test.ts'],
    ['app/a.ts', './c', 'file app/c/index.ts'],
    ['app/a.ts', './c/', 'file app/c/index.ts'],
    ['app/c/index.ts', '..', 'missing app'],
    ['app/a.ts', './d.json', 'file app/d.json'],
    ['app/a.ts', './a.ts?raw', 'file app/a.ts'],
    ['app/a.ts', './gone', 'missing app/gone'],
    ['app/a.ts', '../../outside', 'missing ../outside'],
    ['app/a.ts', '@app/core', 'file app/core/main.ts'],
    ['app/a.ts', '@app/c', 'file app/c/index.ts'],
    ['web/src/a.ts', 'view/list', 'file web/src/view/list.ts'],
    ['web/src/a.ts', '@app/c', 'package @app/c'],
    ['app/a.ts', '@shop/cart', 'file packages/cart/src/index.ts'],
    ['app/a.ts', '@shop/cart/price', 'file packages/cart/src/price.ts'],
    ['app/a.ts', '@shop/cart/features/gift', 'file packages/cart/src/features/gift.ts'],
    ['app/a.ts', '@shop/cart/nothing', 'own-package @shop/cart'],
    ['packages/cart/src/index.ts', '#own/x', 'file packages/cart/src/own/x.ts'],
    ['app/a.ts', 'plain', 'file packages/plain/lib/main.js'],
    ['app/a.ts', 'shop', 'package shop'],
    ['app/a.ts', 'node:fs', 'builtin fs'],
    ['app/a.ts', 'fs/promises', 'builtin fs/promises'],
    ['app/a.ts', 'lodash/get', 'package lodash'],
    ['app/a.ts', '@scope/name/deep/er', 'package @scope/name'],
  ];
  it.each(table)('%s imports %s', (from, specifier, expected) => {
    expect(where(resolve(from, specifier))).toBe(expected);
  });

  it('never throws, whatever is written', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...Object.keys(repository)), (specifier, from) => {
        expect(resolve(from, specifier)).toHaveProperty('kind');
      }),
    );
  });

  it('agrees with oxc-resolver on the disk about everything that is not built', () => {
    const root = mkdtempSync(join(realpathSync(tmpdir()), 'interlock-resolve-'));
    try {
      for (const [path, text] of Object.entries(repository)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
      mkdirSync(join(root, 'node_modules/@shop'), { recursive: true });
      symlinkSync(join(root, 'packages/plain'), join(root, 'node_modules/plain'));
      symlinkSync(join(root, 'packages/cart'), join(root, 'node_modules/@shop/cart'));
      const oxc = new ResolverFactory({
        tsconfig: 'auto',
        conditionNames: ['import', 'default'],
        extensions: ['.ts', '.tsx', '.js', '.json'],
        extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
      });
      const compared = table
        .filter(([, , expected]) => expected.startsWith('file '))
        .map(([from, specifier, expected]) => {
          const { path } = oxc.resolveFileSync(join(root, from), specifier);
          return [
            `${from} ${specifier}`,
            path === undefined ? null : `file ${relative(root, path.replace(/\?.*$/u, ''))}`,
            expected,
          ] as const;
        });
      const differing = compared.filter(([, theirs, ours]) => theirs !== ours);
      // What package.json names in dist is not in the tree: there oxc finds nothing, and we its source.
      expect(differing).toEqual([
        ['app/a.ts @shop/cart', null, 'file packages/cart/src/index.ts'],
        ['app/a.ts @shop/cart/price', null, 'file packages/cart/src/price.ts'],
      ]);
      expect(compared.length).toBeGreaterThan(14);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});

describe('packageTargets', () => {
  it('follows conditions, lists, patterns and shorthands', () => {
    expect(packageTargets('./a.js', '.')).toEqual(['./a.js']);
    expect(packageTargets({ import: './a.mjs', default: './a.cjs', source: './src/a.ts' }, '.')).toEqual([
      './src/a.ts',
      './a.mjs',
      './a.cjs',
    ]);
    expect(packageTargets({ './*': './any/*.js', './b/*': './best/*.js', './no': null }, './b/c')).toEqual([
      './best/c.js',
    ]);
    expect(packageTargets({ './*': './any/*.js', './no': null }, './no')).toEqual([]);
    expect(packageTargets({ '#a': ['./x.js', { default: './y.js' }] }, '#a')).toEqual(['./x.js', './y.js']);
  });
});

describe('parseJsonc', () => {
  it('reads JSON as JSON.parse does, and comments and trailing commas besides', () => {
    fc.assert(fc.property(fc.json(), (text) => { expect(parseJsonc(text)).toEqual(JSON.parse(text)); })); // prettier-ignore
    expect(parseJsonc('\uFEFF{ // a\n "x": "// no", /* b */ "y": [1, 2,], "z": ",]", }')).toEqual({
      x: '// no',
      y: [1, 2],
      z: ',]',
    });
    expect(parseJsonc('{')).toBeNull();
  });
});
