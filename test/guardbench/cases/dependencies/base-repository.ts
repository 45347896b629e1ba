import {
  manifest,
  npmLock,
  pnpmLock,
  type Pin,
} from '../../../../guardrails/src/catalog/dependencies/lockfiles.builder.ts';
import type { Files } from '../../guardbench-case.ts';

/** What the repository of these cases asks for. */
export const ranges = { lodash: '^4.17.0', semver: '^7.5.0' } as const;

/** What its lockfile pins. */
export const pins: { readonly [name: string]: Pin } = { lodash: { version: '4.17.21' }, semver: { version: '7.6.0' } };

/** A small package with npm's lockfile. */
export const npmBase: Files = {
  'package.json': manifest(ranges),
  'package-lock.json': npmLock(ranges, pins),
  'src/index.ts': "import { get } from 'lodash';\nimport { lt } from 'semver';\n\nexport const tools = { get, lt };\n",
};

/** The same with pnpm's. */
export const pnpmBase: Files = {
  'package.json': manifest(ranges),
  'pnpm-lock.yaml': pnpmLock(ranges, { lodash: '4.17.21', semver: '7.6.0' }),
  'src/index.ts': npmBase['src/index.ts'] ?? '',
};

/** The lockfile of {@link npmBase} with other pins. */
export const lockWith = (changed: { readonly [name: string]: Pin }): Files => ({
  'package-lock.json': npmLock(ranges, { ...pins, ...changed }),
});

/** A dependency more, as `npm install` writes it, and a file that uses it. */
export const added = (
  name: string,
  { range = '^1.0.0', pin = {} }: { readonly range?: string; readonly pin?: Pin } = {},
): Files => {
  const all = { ...ranges, [name]: range };
  return {
    'package.json': manifest(all),
    'package-lock.json': npmLock(all, { ...pins, [name]: { version: '1.2.0', ...pin } }),
    'src/use.ts': `import use from '${name}';\n\nexport default use;\n`,
  };
};
