import { execFile } from 'node:child_process';
import { lstat, mkdir, readdir, readFile, readlink, realpath, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { findInstalled, linkDependencies } from './dependencies.ts';
import { withFolder } from './repository.builder.ts';

const execute = promisify(execFile);

const writeFiles = async (root: string, files: { readonly [path: string]: string }): Promise<void> => {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
};

const link = async (target: string, path: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  await symlink(target, path);
};

const module = (answer: string): string => `module.exports = ${JSON.stringify(answer)};\n`;

/** A repository with npm's layout: two workspace packages, one scoped, and third-party ones. */
const buildInstalled = async (from: string): Promise<void> => {
  await writeFiles(from, {
    'packages/a/index.js': module('a of the repository'),
    'packages/b/index.js': "module.exports = require('a');\n",
    'node_modules/third/index.js': module('third'),
    'node_modules/@scope/third/index.js': module('scoped third'),
    'node_modules/third/bin.js': "console.log('third ran');\n",
    'node_modules/.cache/x': 'x',
    'packages/b/node_modules/own/index.js': module('own of b'),
  });
  await link('../packages/a', join(from, 'node_modules/a'));
  await link('../../packages/b', join(from, 'node_modules/@scope/b'));
  await link('../third/bin.js', join(from, 'node_modules/.bin/third'));
};

const buildCheckout = (to: string): Promise<void> =>
  writeFiles(to, {
    'packages/a/index.js': module('a of the change'),
    'packages/b/index.js': "module.exports = require('a');\n",
  });

const requireIn = async (dir: string, name: string): Promise<string> => {
  const { stdout } = await execute(process.execPath, ['-p', `require(${JSON.stringify(name)})`], { cwd: dir });
  return stdout.trim();
};

describe('linkDependencies', () => {
  it('lets one package see the change in another, and third-party packages of the repository', () =>
    withFolder(async (dir) => {
      const [from, to] = [join(dir, 'from'), join(dir, 'to')];
      await buildInstalled(from);
      await buildCheckout(to);
      const { readOnly } = await linkDependencies({ from, to });
      expect(await requireIn(to, '@scope/b')).toBe('a of the change');
      expect(await requireIn(to, 'third')).toBe('third');
      expect(await requireIn(to, '@scope/third')).toBe('scoped third');
      expect(await requireIn(join(to, 'packages/b'), 'own')).toBe('own of b');
      expect(readOnly).toEqual([join(from, 'node_modules'), join(from, 'packages/b/node_modules')]);
    }));

  it('makes node_modules, its scopes and .bin real folders, and leaves caches out', () =>
    withFolder(async (dir) => {
      const [from, to] = [join(dir, 'from'), join(dir, 'to')];
      await buildInstalled(from);
      await buildCheckout(to);
      await linkDependencies({ from, to });
      for (const folder of ['node_modules', 'node_modules/@scope', 'node_modules/.bin'])
        expect((await lstat(join(to, folder))).isDirectory()).toBe(true);
      expect(await readdir(join(to, 'node_modules'))).not.toContain('.cache');
      const { stdout } = await execute(process.execPath, [join(to, 'node_modules/.bin/third')]);
      expect(stdout).toBe('third ran\n');
    }));

  it("works with pnpm's layout", () =>
    withFolder(async (dir) => {
      const [from, to] = [join(dir, 'from'), join(dir, 'to')];
      const store = 'node_modules/.pnpm';
      await writeFiles(from, {
        [`${store}/p@1/node_modules/p/index.js`]: "module.exports = require('q');\n",
        [`${store}/q@1/node_modules/q/index.js`]: module('q'),
      });
      await link('../../q@1/node_modules/q', join(from, store, 'p@1/node_modules/q'));
      await link('.pnpm/p@1/node_modules/p', join(from, 'node_modules/p'));
      await mkdir(to);
      await linkDependencies({ from, to });
      expect(await requireIn(to, 'p')).toBe('q');
    }));

  it('takes a workspace package of pnpm from the checkout', () =>
    withFolder(async (dir) => {
      const [from, to] = [join(dir, 'from'), join(dir, 'to')];
      await writeFiles(from, { 'packages/a/index.js': module('a of the repository'), 'packages/b/package.json': '{}' });
      await link('../../a', join(from, 'packages/b/node_modules/a'));
      await writeFiles(to, { 'packages/a/index.js': module('a of the change'), 'packages/b/package.json': '{}' });
      await linkDependencies({ from, to });
      expect(await requireIn(join(to, 'packages/b'), 'a')).toBe('a of the change');
    }));

  it('takes workspace packages from the checkout where node_modules is a link to that of another work tree', () =>
    withFolder(async (dir) => {
      const [main, from, to] = [join(dir, 'main'), join(dir, 'linked'), join(dir, 'to')];
      await buildInstalled(main);
      await buildCheckout(from);
      await link(join(main, 'node_modules'), join(from, 'node_modules'));
      await buildCheckout(to);
      await linkDependencies({ from, to });
      expect(await requireIn(to, 'a')).toBe('a of the change');
    }));

  it('writes nothing through a node_modules that the change itself made a link', () =>
    withFolder(async (dir) => {
      const [from, to, outside] = [join(dir, 'from'), join(dir, 'to'), join(dir, 'outside')];
      await buildInstalled(from);
      await buildCheckout(to);
      await mkdir(outside);
      await symlink(outside, join(to, 'node_modules'));
      await linkDependencies({ from, to });
      expect(await readdir(outside)).toEqual([]);
      expect(await readlink(join(to, 'node_modules'))).toBe(outside);
    }));

  it('names the folder of a package that lies outside the repository', () =>
    withFolder(async (dir) => {
      const [from, to, other] = [join(dir, 'from'), join(dir, 'to'), join(dir, 'other')];
      await writeFiles(other, { 'node_modules/far/index.js': module('far') });
      await link(join(other, 'node_modules/far'), join(from, 'node_modules/far'));
      await mkdir(to);
      const { readOnly } = await linkDependencies({ from, to });
      expect(readOnly).toContain(await realpath(join(other, 'node_modules')));
      expect(await readFile(join(to, 'node_modules/far/index.js'), 'utf8')).toContain('far');
    }));

  it('links nothing where nothing is installed', () =>
    withFolder(async (dir) => {
      const [from, to] = [join(dir, 'from'), join(dir, 'to')];
      await mkdir(from);
      await buildCheckout(to);
      expect(await linkDependencies({ from, to })).toEqual({ readOnly: [] });
      expect(await readdir(to)).toEqual(['packages']);
    }));
});

describe('findInstalled', () => {
  it('names each node_modules of the folders that it is given, and those outside that links lead to', () =>
    withFolder(async (dir) => {
      const from = join(dir, 'from');
      await buildInstalled(from);
      await writeFiles(dir, { 'elsewhere/node_modules/far/index.js': module('far') });
      await link(join(dir, 'elsewhere/node_modules/far'), join(from, 'node_modules/far'));
      const root = await realpath(from);
      expect(await findInstalled(from, ['', 'packages/a', 'packages/b', 'packages/b'])).toEqual({
        root,
        readOnly: [
          join(root, 'node_modules'),
          join(root, 'packages/b/node_modules'),
          join(await realpath(dir), 'elsewhere/node_modules'),
        ],
      });
    }));

  it('finds nothing where nothing is installed', () =>
    withFolder(async (dir) => {
      expect(await findInstalled(dir, [''])).toEqual({ root: await realpath(dir), readOnly: [] });
    }));
});
