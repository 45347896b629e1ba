/** One package as a lockfile pins it. */
export type LockedPackage = {
  /** Names this entry within the lockfile. */
  readonly key: string;
  readonly name: string;
  readonly version: string;
  /** Where it is fetched from, where the lockfile says so: a URL, `git+…`, `file:…`. */
  readonly source: string | null;
  readonly integrity: string | null;
  readonly hasInstallScript: boolean;
  readonly licence: string | null;
  /** Names of the packages that it asks for. */
  readonly needs: readonly string[];
  /** True where the lockfile has no integrity to give: a workspace, a link, a folder, inside another package. */
  readonly isLocal: boolean;
  readonly line: number;
};

/** What a lockfile says that a manifest of the repository asks for: name → range. */
export type LockedRoot = { readonly dir: string; readonly ranges: { readonly [name: string]: string } };

/** A lockfile, read. */
export type Lockfile = {
  readonly manager: 'npm' | 'pnpm' | 'yarn' | 'yarn-berry' | 'bun';
  readonly packages: readonly LockedPackage[];
  /** Manifests as the lockfile knows them; empty where its format does not say (yarn). */
  readonly roots: readonly LockedRoot[];
  /** Selectors that it replaces for everybody, where its format repeats them (pnpm, bun). */
  readonly replaced: readonly string[];
  /** `name@range` that the lockfile answers (yarn); empty for the others. */
  readonly answered: readonly string[];
};

/** A lockfile, or why it could not be read. */
export type LockfileFact = { readonly lockfile: Lockfile } | { readonly problem: string };

const names = /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lock)$/;

/** Whether a path is a lockfile that can be read here. Pure. */
export const isLockfile = (path: string): boolean => names.test(path) && !path.includes('node_modules/');

/** A JSON object; an empty one for anything else. Pure. */
export const asObject = (value: unknown): { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: unknown })
    : {};

/** The entries of a JSON object whose values are texts. Pure. */
export const asTexts = (value: unknown): { readonly [name: string]: string } =>
  Object.fromEntries(
    Object.entries(asObject(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

/** A text, or null for anything else. Pure. */
export const asText = (value: unknown): string | null => (typeof value === 'string' ? value : null);
