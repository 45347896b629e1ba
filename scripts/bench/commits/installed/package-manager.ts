/** Who installs a repository's dependencies, and how. */
export type Installation = {
  /** Package of the npm registry that brings the tool; null for npm, which comes with Node. */
  readonly tool: string | null;
  readonly name: 'npm' | 'pnpm' | 'yarn' | 'bun';
  readonly arguments: readonly string[];
  /** Texts of these files decide what is installed. */
  readonly madeOf: readonly string[];
};

/** Files at the root of a tree, by path. */
export type RootFiles = ReadonlyMap<string, string>;

/** Files at a root that say who installs, and what. */
export const installationFiles = [
  'package.json',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'yarn.lock',
  '.yarnrc.yml',
  'bun.lock',
  'bun.lockb',
  '.npmrc',
];

/**
 * Chooses the package manager by lockfile, in the version that `packageManager` names, else the one that wrote the lockfile; no script
 * of a package ever runs. Pure.
 */
export const chooseInstallation = (files: RootFiles): Installation | { readonly problem: string } => {
  const manifest = files.get('package.json');
  if (manifest === undefined) return { problem: 'no package.json at the root' };
  if (files.has('.yarnrc.yml'))
    return { problem: 'Yarn 2 and later is a script of the repository, which is not run here' };
  const [, manager, version] = /"packageManager"\s*:\s*"(\w+)@([\w.-]+)/.exec(manifest) ?? [];
  const stated = (name: string): string | null => (manager === name ? (version ?? null) : null);
  const pnpm = files.get('pnpm-lock.yaml');
  if (pnpm !== undefined)
    return {
      tool: `pnpm@${stated('pnpm') ?? pnpmOf(pnpm)}`,
      name: 'pnpm',
      arguments: ['install', '--frozen-lockfile', '--ignore-scripts'],
      madeOf: ['pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc'],
    };
  if (files.has('bun.lock') || files.has('bun.lockb'))
    return {
      tool: `bun@${stated('bun') ?? '1'}`,
      name: 'bun',
      arguments: ['install', '--frozen-lockfile', '--ignore-scripts'],
      madeOf: ['bun.lock', 'bun.lockb'],
    };
  if (files.has('yarn.lock'))
    return {
      tool: 'yarn@1',
      name: 'yarn',
      arguments: ['install', '--frozen-lockfile', '--ignore-scripts', '--non-interactive'],
      madeOf: ['yarn.lock'],
    };
  return byNpm(files);
};

const byNpm = (files: RootFiles): Installation => {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund'];
  const lockfile = ['package-lock.json', 'npm-shrinkwrap.json'].find((path) => files.has(path));
  return lockfile === undefined
    ? {
        tool: null,
        name: 'npm',
        arguments: ['install', '--no-package-lock', ...quiet],
        madeOf: ['package.json', '.npmrc'],
      }
    : { tool: null, name: 'npm', arguments: ['ci', ...quiet], madeOf: [lockfile, '.npmrc'] };
};

const pnpmOf = (lockfile: string): string => {
  const major = Number(/^lockfileVersion: '?(\d+)/m.exec(lockfile)?.[1] ?? 9);
  if (major >= 9) return '9';
  return major >= 6 ? '8' : '7';
};
