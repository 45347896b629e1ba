import {
  manifest,
  npmLock,
  pnpmLock,
  tarballOf,
  type Pin,
} from '../../../../guardrails/src/catalog/dependencies/lockfiles.builder.ts';
import type { ExpectedFinding, Files, GuardbenchCase } from '../../guardbench-case.ts';
import { lockWith, npmBase, pins, pnpmBase, ranges } from './base-repository.ts';

const lock = (code: string, at: string, level: 'error' | 'warning' = 'error'): readonly ExpectedFinding[] => [
  { code: `dependencies/${code}`, level, file: 'package-lock.json', at },
];

const fault = (
  name: string,
  changed: { readonly [name: string]: Pin },
  expect: readonly ExpectedFinding[],
): GuardbenchCase => ({
  name,
  base: npmBase,
  change: lockWith(changed),
  expect,
});

const clean = (name: string, change: Files, base: Files = npmBase): GuardbenchCase => ({
  name,
  base,
  change,
  expect: [],
});

/** Lockfiles that say something else than the package manager wrote, and updates that are as they should be. */
export const cases: readonly GuardbenchCase[] = [
  fault(
    'The same version has another hash',
    { lodash: { version: '4.17.21', integrity: 'sha512-b3RoZXI=' } },
    lock('integrity-changed', 'node_modules/lodash"'),
  ),
  fault(
    'A hash is taken out',
    { lodash: { version: '4.17.21', integrity: null } },
    lock('no-integrity', 'node_modules/lodash"'),
  ),
  fault(
    'A package comes from another host',
    { lodash: { version: '4.17.21', resolved: tarballOf('lodash', '4.17.21', 'npm.packages.test') } },
    lock('registry-changed', 'node_modules/lodash"'),
  ),
  fault(
    'A name stands for the tarball of another package',
    { lodash: { version: '4.17.22', resolved: tarballOf('lodash-core-utils', '4.17.22') } },
    lock('name-mismatch', 'node_modules/lodash"'),
  ),
  fault(
    'A package is pinned that nobody asks for',
    { 'event-pump': { version: '2.0.1' } },
    lock('orphan-entry', 'node_modules/event-pump"', 'warning'),
  ),
  fault(
    'An update brings an install script',
    { lodash: { version: '4.17.22', hasInstallScript: true } },
    lock('install-script', 'node_modules/lodash"', 'warning'),
  ),
  fault('The lockfile goes below the range of the manifest', { lodash: { version: '3.10.1' } }, [
    { code: 'dependencies/lockfile-disagrees', level: 'error', file: 'package.json', at: '"lodash"' },
  ]),
  {
    name: 'The manifest moves on and the lockfile of pnpm stays',
    base: pnpmBase,
    change: { 'package.json': manifest({ ...ranges, semver: '^8.0.0' }) },
    expect: [{ code: 'dependencies/lockfile-disagrees', level: 'error', file: 'package.json', at: '"semver"' }],
  },
  {
    name: 'A lockfile is committed with the marks of a conflict',
    base: npmBase,
    change: { 'package-lock.json': `<<<<<<< HEAD\n${npmBase['package-lock.json'] ?? ''}=======\n>>>>>>> topic\n` },
    expect: [{ code: 'dependencies/unreadable', level: 'error', file: 'package-lock.json' }],
  },
  clean('A patch update changes version, address and hash together', lockWith({ lodash: { version: '4.17.22' } })),
  clean(
    'An update brings a dependency of its own',
    lockWith({
      lodash: { version: '4.17.22', dependencies: { 'lodash-es': '^4.0.0' } },
      'lodash-es': { version: '4.17.21' },
    }),
  ),
  clean(
    'A package inside another has no hash',
    lockWith({
      lodash: { version: '4.17.22', dependencies: { 'deep-inside': '1' } },
      'deep-inside': { integrity: null, inBundle: true },
    }),
  ),
  clean('A package of the repository is linked', {
    'package.json': manifest(ranges, { workspaces: ['packages/*'] }),
    'package-lock.json': npmLock(ranges, { ...pins, kit: { resolved: 'packages/kit', link: true, integrity: null } }),
    'packages/kit/package.json': '{\n  "name": "kit",\n  "version": "1.0.0"\n}\n',
  }),
  clean(
    'pnpm updates manifest and lockfile together',
    {
      'package.json': manifest({ ...ranges, semver: '^7.6.0' }),
      'pnpm-lock.yaml': pnpmLock({ ...ranges, semver: '^7.6.0' }, { lodash: '4.17.21', semver: '7.6.1' }),
    },
    pnpmBase,
  ),
  clean(
    'A mirror that the settings of base name is used',
    lockWith({ lodash: { version: '4.17.22', resolved: tarballOf('lodash', '4.17.22', 'npm.acme.test') } }),
    {
      ...npmBase,
      '.npmrc': 'registry=https://npm.acme.test/\n',
    },
  ),
];
