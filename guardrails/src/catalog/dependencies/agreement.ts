import { satisfies, validRange } from 'semver';
import type { Lockfile } from './lockfile.ts';
import type { Manifest, NamedDependency } from './manifest-reader.ts';
import { sourceKindOf } from './source-of.ts';

/** A manifest and the lockfile that pins it. */
export type Governed = {
  readonly manifest: Manifest;
  /** Folder of the manifest below that of the lockfile; empty for the same. */
  readonly dir: string;
  readonly lockfile: Lockfile;
  /** Names of the repository's own packages: nobody pins those. */
  readonly workspaces: ReadonlySet<string>;
};

/** A dependency that the lockfile does not answer as the manifest asks. */
export type Disagreement = { readonly dependency: NamedDependency; readonly locked: string | null };

/**
 * Dependencies that a strict install (`npm ci`, `pnpm install --frozen-lockfile`, `yarn install --immutable`) would
 * refuse, because manifest and lockfile do not fit. None where the lockfile does not know the manifest at all. Pure.
 */
export const findDisagreements = (governed: Governed): readonly Disagreement[] => {
  const { manifest, lockfile, workspaces } = governed;
  const replaced = new Set(
    [...Object.keys(manifest.overrides), ...lockfile.replaced].flatMap((selector) => selector.split(/[>/@^]/)),
  );
  const judge = judges[lockfile.manager];
  return manifest.dependencies
    .filter(({ name, section }) => section !== 'peerDependencies' && !workspaces.has(name) && !replaced.has(bare(name)))
    .flatMap((dependency) => judge(dependency, governed));
};

const bare = (name: string): string => name.split('/').at(-1) ?? name;

type Judge = (dependency: NamedDependency, governed: Governed) => readonly Disagreement[];

/** npm checks versions: what is installed for the manifest must be there and within the range. */
const judgeNpm: Judge = (dependency, { dir, lockfile }) => {
  if (!lockfile.roots.some((root) => root.dir === dir)) return [];
  const { name, range } = dependency;
  const entry = placesOf(dir, name)
    .map((key) => lockfile.packages.find((one) => one.key === key))
    .find((one) => one !== undefined);
  if (entry === undefined) return isNeeded(dependency) ? [{ dependency, locked: null }] : [];
  const wanted = /^npm:@?[^@]+@(.+)$/.exec(range)?.[1] ?? range;
  if (entry.isLocal || sourceKindOf(wanted) !== 'registry' || validRange(wanted) === null) return [];
  return satisfies(entry.version, wanted, { loose: true }) ? [] : [{ dependency, locked: entry.version }];
};

const isNeeded = ({ section }: NamedDependency): boolean => section !== 'optionalDependencies';

const placesOf = (dir: string, name: string): readonly string[] => {
  const parts = dir === '' ? [] : dir.split('/');
  return [...parts.keys(), parts.length]
    .toReversed()
    .map((count) => [...parts.slice(0, count), 'node_modules', name].join('/'));
};

/** pnpm and bun repeat each range as the manifest has it. */
const judgeByRange: Judge = (dependency, { dir, lockfile }) => {
  const root = lockfile.roots.find((one) => one.dir === dir);
  if (root === undefined) return [];
  const locked = root.ranges[dependency.name] ?? null;
  return locked === dependency.range || (locked === null && !isNeeded(dependency)) ? [] : [{ dependency, locked }];
};

/** yarn answers `name@range`; it does not say who asks. */
const judgeYarn: Judge = (dependency, { lockfile }) => {
  const { name, range } = dependency;
  if (sourceKindOf(range) !== 'registry' || validRange(range) === null) return [];
  const found = answersOf(lockfile);
  const answers = found.has(`${name}@${range}`) || found.has(`${name}@npm:${range}`);
  return answers || found.hasPatched(name) ? [] : [{ dependency, locked: null }];
};

const answersOf = ({
  answered,
}: Lockfile): { has: (text: string) => boolean; hasPatched: (name: string) => boolean } => {
  const all = new Set(answered);
  return {
    has: (text) => all.has(text),
    hasPatched: (name) => answered.some((one) => one.startsWith(`${name}@patch:`)),
  };
};

const judges: { readonly [manager in Lockfile['manager']]: Judge } = {
  npm: judgeNpm,
  pnpm: judgeByRange,
  bun: judgeByRange,
  yarn: judgeYarn,
  'yarn-berry': judgeYarn,
};
