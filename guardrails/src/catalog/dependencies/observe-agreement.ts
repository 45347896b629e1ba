import { findDisagreements, type Disagreement } from './agreement.ts';
import type { Observation } from './dependencies-evidence.ts';
import type { Lockfile } from './lockfile.ts';
import type { Manifest } from './manifest-reader.ts';
import type { Manifests } from './observe-imports.ts';

/** Manifests and lockfiles of both sides, by path. */
export type AgreementSides = {
  /** Paths of lockfiles that cannot be read here (bun.lockb). */
  readonly unread: readonly string[];
  readonly manifests: Manifests;
  readonly base: ReadonlyMap<string, Lockfile>;
  readonly head: ReadonlyMap<string, Lockfile>;
};

/** Where manifest and lockfile stopped to fit with this change: what did not fit at base is not its doing. Pure. */
export const observeAgreement = ({ manifests, base, head, unread }: AgreementSides): readonly Observation[] =>
  [...manifests.head].flatMap(([path, manifest]) => {
    const lock = governing(path, head, manifests.head);
    if (lock === null) return [];
    const before = manifests.base.get(path);
    const old = before === undefined ? [] : disagreements({ path, manifest: before, locks: base, all: manifests.base });
    const known = new Set(old.map(keyOf));
    return disagreements({ path, manifest, locks: head, all: manifests.head })
      .filter((one) => !known.has(keyOf(one)))
      .map(({ dependency: { name, range, line }, locked }) => ({
        kind: 'lockfile-disagrees',
        path,
        line,
        name,
        detail: { range: range.slice(0, 100), locked: locked ?? 'nothing', lockfile: lock },
        // What is installed by hand now and then is often behind, and no release waits for it; nor does a strict install
        // of a lockfile that did not fit before.
        isCertain: !apart.test(path) && !hasRival(lock, [...head.keys(), ...unread]) && known.size === 0,
      }));
  });

const apart =
  /(?:^|\/)(?:[\w-]*(?:tests?|examples?|benchmarks?|samples?|demos?|docs|website|playground|evals?)[\w-]*)\//i;

/** Two lockfiles in one folder: one was left behind when the repository changed its package manager, and nobody can say which. */
const hasRival = (lock: string, locks: readonly string[]): boolean =>
  locks.some((other) => other !== lock && folderOf(other) === folderOf(lock));

const keyOf = ({ dependency: { name, range }, locked }: Disagreement): string => `${name} ${range} ${locked ?? ''}`;

type Looked = {
  readonly path: string;
  readonly manifest: Manifest;
  readonly locks: ReadonlyMap<string, Lockfile>;
  readonly all: ReadonlyMap<string, Manifest>;
};

const disagreements = ({ path, manifest, locks, all }: Looked): readonly Disagreement[] => {
  const lock = governing(path, locks, all);
  const lockfile = lock === null ? undefined : locks.get(lock);
  if (lock === null || lockfile === undefined) return [];
  const folder = folderOf(lock);
  const workspaces = new Set([...all.values()].flatMap(({ name }) => name ?? []));
  const root = all.get(`${folder}package.json`);
  // yarn does not say which manifests it answers: those of the root, and of what the root names.
  if (lockfile.manager.startsWith('yarn') && path !== `${folder}package.json`) {
    if (!isNamedBy(root, path, folder)) return [];
  }
  const overrides = { ...manifest.overrides, ...root?.overrides };
  return findDisagreements({ manifest: { ...manifest, overrides }, dir: dirOf(path, folder), lockfile, workspaces });
};

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

const dirOf = (manifest: string, folder: string): string => folderOf(manifest).slice(folder.length).replace(/\/$/, '');

/**
 * The lockfile that an install of the manifest reads: one of a workspace that names it as a member, else the nearest at or
 * above it. A member often has a lockfile of its own, left from before it joined.
 */
const governing = (
  manifest: string,
  locks: ReadonlyMap<string, Lockfile>,
  all: ReadonlyMap<string, Manifest>,
): string | null => {
  const around = [...locks.keys()]
    .filter((lock) => manifest.startsWith(folderOf(lock)))
    .toSorted((one, other) => folderOf(other).length - folderOf(one).length);
  const isMemberOf = (lock: string): boolean => {
    const folder = folderOf(lock);
    const dir = dirOf(manifest, folder);
    if (dir === '') return false;
    if (locks.get(lock)?.manager.startsWith('yarn'))
      return isNamedBy(all.get(`${folder}package.json`), manifest, folder);
    return locks.get(lock)?.roots.some((root) => root.dir === dir) === true;
  };
  return around.findLast(isMemberOf) ?? around[0] ?? null;
};

/** yarn's lockfiles do not say whose they are: the manifest beside them does. */
const isNamedBy = (root: Manifest | undefined, manifest: string, folder: string): boolean =>
  root?.workspaces.some((glob) => manifest.startsWith(folder + glob.replace(/\*.*$/, ''))) === true;
