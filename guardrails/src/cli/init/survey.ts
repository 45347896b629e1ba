/** A package manager and what CI runs to install by its lockfile. */
export type PackageManager = { readonly name: 'npm' | 'pnpm' | 'yarn' | 'bun'; readonly lockfile: string | null };

/** What was found in a repository. */
export type Survey = {
  readonly packageManager: PackageManager;
  /** A `packageManager` field pins a version, which corepack then fetches. */
  readonly isManagerPinned: boolean;
  /** Folders of workspace packages. */
  readonly workspaces: readonly string[];
  /** `vitest`, `jest`, `mocha`, `node:test` …; null where none was found. */
  readonly testRunner: string | null;
  readonly openapi: readonly string[];
  readonly eslint: string | null;
  readonly dependencyCruiser: string | null;
  readonly hasTypescript: boolean;
  /** Version that CI should use: of `.nvmrc` or `.node-version`, else 24. */
  readonly nodeVersion: string;
  /** Scripts that start a server: candidates for the latency guardrail. */
  readonly serviceScripts: readonly string[];
};

/** A repository as `init` looks at it. */
export type Surveyed = {
  readonly paths: readonly string[];
  readonly readText: (path: string) => Promise<string | null>;
};

/** Looks at a repository's files. Runs nothing. */
export const survey = async ({ paths, readText }: Surveyed): Promise<Survey> => {
  const own = paths.filter((path) => !/(?:^|\/)(?:node_modules|dist|build|coverage)\//u.test(path));
  const manifest = parse((await readText('package.json')) ?? '{}');
  const names = Object.keys({ ...record(manifest['dependencies']), ...record(manifest['devDependencies']) });
  const scripts = Object.entries(record(manifest['scripts']));
  const find = (pattern: RegExp): string | null => own.find((path) => pattern.test(path)) ?? null;
  const pinned = typeof manifest['packageManager'] === 'string' ? manifest['packageManager'] : '';
  const wanted = ((await readText('.nvmrc')) ?? (await readText('.node-version')) ?? '').trim().replace(/^v/u, '');
  return {
    packageManager: findManager(own, pinned),
    isManagerPinned: pinned !== '',
    workspaces: own
      .filter((path) => path.endsWith('/package.json'))
      .map((path) => path.slice(0, -'/package.json'.length)),
    testRunner: findRunner(names, scripts),
    openapi: own.filter((path) => /(?:^|\/)[\w.-]*(?:openapi|swagger)[\w.-]*\.(?:json|ya?ml)$/iu.test(path)),
    eslint: find(/(?:^|\/)(?:eslint\.config\.[cm]?[jt]s|\.eslintrc(?:\.\w+)?)$/u),
    dependencyCruiser: find(/(?:^|\/)\.dependency-cruiser\.(?:[cm]?js|json)$/u),
    hasTypescript: own.some((path) => /\.[cm]?tsx?$/u.test(path)),
    nodeVersion: isRecent(wanted) ? wanted : '24',
    serviceScripts: scripts.filter(([name]) => /^(?:start|serve)(?::|$)/u.test(name)).map(([name]) => name),
  };
};

const parse = (text: string): Readonly<Record<string, unknown>> => {
  try {
    return record(JSON.parse(text));
  } catch {
    // A manifest that npm could not read either tells nothing.
    return {};
  }
};

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

const lockfiles = [
  ['pnpm', 'pnpm-lock.yaml'],
  ['yarn', 'yarn.lock'],
  ['bun', 'bun.lock'],
  ['bun', 'bun.lockb'],
  ['npm', 'package-lock.json'],
  ['npm', 'npm-shrinkwrap.json'],
] as const;

const findManager = (paths: readonly string[], pinned: string): PackageManager => {
  const locked = lockfiles.filter(([, file]) => paths.includes(file));
  const [name, lockfile] = locked.find(([manager]) => pinned.startsWith(`${manager}@`)) ?? locked[0] ?? [];
  const named = (['pnpm', 'yarn', 'bun', 'npm'] as const).find((manager) => pinned.startsWith(`${manager}@`));
  return { name: name ?? named ?? 'npm', lockfile: lockfile ?? null };
};

const findRunner = (names: readonly string[], scripts: readonly (readonly [string, unknown])[]): string | null =>
  ['vitest', 'jest', 'mocha', 'ava'].find((runner) => names.includes(runner)) ??
  (scripts.some(([, text]) => typeof text === 'string' && /\bnode\b.*--test\b/u.test(text)) ? 'node:test' : null);

/** Interlock needs 22.18 or later. */
const isRecent = (version: string): boolean => {
  const [major = 0, minor = 99] = version.split('.').map(Number);
  return /^\d+(?:\.\d+){0,2}$/u.test(version) && (major > 22 || (major === 22 && minor >= 18));
};
