import { describe, expect, it } from 'vitest';
import { configurationFiles } from './configuration-files.ts';
import { findConfigurations, nearestConfiguration } from './find-configurations.ts';
import type { Tree } from '../../tree/tree.ts';

const paths = (names: readonly string[]) => findConfigurations(names).map(({ path }) => path);

const treeOf = (files: { readonly [path: string]: string }): Tree => ({
  commit: null,
  sha: '',
  list: () => Promise.resolve(Object.keys(files).map((path) => ({ path, mode: '100644' as const, sha: '' }))),
  readText: (path) => Promise.resolve(files[path] ?? null),
  checkout: () => Promise.reject(new Error('not needed')),
});

describe('findConfigurations', () => {
  it('finds none in a repository without', () => {
    expect(paths(['package.json', 'src/eslint.ts', 'node_modules/a/eslint.config.js'])).toEqual([]);
  });

  it('takes the file that ESLint takes', () => {
    expect(paths(['eslint.config.mjs', 'eslint.config.js', '.eslintrc.json'])).toEqual(['eslint.config.js']);
    expect(paths(['.eslintrc.json', '.eslintrc.js', 'src/.eslintrc.json'])).toEqual(['.eslintrc.js']);
  });

  it('gives each file the nearest one', () => {
    const found = findConfigurations(['eslint.config.js', 'packages/a/eslint.config.ts']);
    expect(nearestConfiguration('packages/a/src/x.ts', found)?.folder).toBe('packages/a');
    expect(nearestConfiguration('packages/ab/x.ts', found)?.folder).toBe('');
    expect(nearestConfiguration('x.ts', findConfigurations(['app/eslint.config.js']))).toBeNull();
  });
});

describe('configurationFiles', () => {
  it('follows what a flat configuration imports, names and takes from workspace packages', async () => {
    const tree = treeOf({
      'eslint.config.mjs': `import rules from './lint/rules.js'; import own from '@shop/lint/part'; ignore('.gitignore');`,
      'lint/rules.js': `module.exports = require('./more');`,
      'lint/more.json': '{}',
      'lint/other.js': '',
      '.gitignore': '',
      'tools/lint/package.json': '{ "name": "@shop/lint" }',
      'tools/lint/index.js': '',
      'src/a.ts': '',
    });
    const [configuration] = findConfigurations(['eslint.config.mjs']);
    if (configuration === undefined) throw new Error('no configuration found');
    expect([...(await configurationFiles(tree, configuration))].sort()).toEqual([
      '.gitignore',
      'eslint.config.mjs',
      'lint/more.json',
      'lint/rules.js',
      'tools/lint/index.js',
      'tools/lint/package.json',
    ]);
  });

  it('takes every .eslintrc together', async () => {
    const tree = treeOf({ '.eslintrc.json': '{}', 'src/.eslintrc': '{}', '.eslintignore': '', 'a.js': '' });
    const [configuration] = findConfigurations(['.eslintrc.json']);
    if (configuration === undefined) throw new Error('no configuration found');
    expect([...(await configurationFiles(tree, configuration))].sort()).toEqual([
      '.eslintignore',
      '.eslintrc.json',
      'src/.eslintrc',
    ]);
  });
});
