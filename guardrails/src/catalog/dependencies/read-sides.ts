import type { CollectContext } from '../../guardrail.ts';
import type { Tree } from '../../tree/tree.ts';
import type { Observation } from './dependencies-evidence.ts';
import { isLockfile, type Lockfile } from './lockfile.ts';
import { manifestReader, type Manifest } from './manifest-reader.ts';
import type { Manifests } from './observe-imports.ts';

/** Folders whose manifests are data: of tests, templates, examples, or installed. */
const apart = /(?:^|\/)(?:node_modules|fixtures?|__fixtures__|templates?|test-projects?|__tests__|tests?|testdata)\//;

/** Whether a path is a package.json that is no data of a test or template. Pure. */
export const isManifest = (path: string): boolean => /(?:^|\/)package\.json$/.test(path) && !apart.test(path);

/** All manifests of both sides, and those that the change touches. */
export type ReadManifests = Manifests & {
  readonly changed: readonly { readonly path: string; readonly head: Manifest | null }[];
  readonly problems: readonly Observation[];
};

/** Reads every manifest of both sides: each content once, here and in later checks. */
export const readManifests = async ({ base, head, change, facts }: CollectContext): Promise<ReadManifests> => {
  const read = async (tree: Tree) =>
    facts(manifestReader, tree, (await tree.list()).map(({ path }) => path).filter(isManifest));
  const [before, after] = await Promise.all([read(base), read(head)]);
  const usable = (facts_: typeof before): ReadonlyMap<string, Manifest> =>
    new Map([...facts_].flatMap(([path, fact]) => ('manifest' in fact ? [[path, fact.manifest] as const] : [])));
  const [own, now] = [usable(before), usable(after)];
  const paths = change.files.filter(({ path, status }) => status !== 'deleted' && isManifest(path));
  // A manifest that moved is compared with what it was before.
  const moved = new Map(
    paths.flatMap(({ path, basePath }) => {
      const manifest = basePath === undefined ? undefined : own.get(basePath);
      return manifest === undefined ? [] : [[path, manifest] as const];
    }),
  );
  return {
    base: new Map([...own, ...moved]),
    head: now,
    changed: paths.map(({ path }) => ({ path, head: now.get(path) ?? null })),
    problems: paths.flatMap(({ path }) => {
      const fact = after.get(path);
      if (fact === undefined || !('problem' in fact)) return [];
      return [unreadable({ path, problem: fact.problem, isCertain: own.has(path) || !before.has(path) })];
    }),
  };
};

const unreadable = ({
  path,
  problem,
  isCertain,
}: {
  readonly path: string;
  readonly problem: string;
  readonly isCertain: boolean;
}): Observation => ({
  kind: 'unreadable',
  path,
  line: null,
  name: '',
  detail: { problem: problem.slice(0, 200) },
  isCertain,
});

/** The lockfiles of both sides, those alone that are needed. */
export type Locks = {
  readonly base: ReadonlyMap<string, Lockfile>;
  readonly head: ReadonlyMap<string, Lockfile>;
  /** Paths at head of those in a form that is not read here. */
  readonly unread: readonly string[];
  /** Paths of those that the change touches. */
  readonly changed: readonly string[];
  readonly problems: readonly Observation[];
};

/** Reads the lockfiles of both sides, where the change touches a manifest or a lockfile. */
export const readLockfiles = async (
  { base, head, change, facts }: CollectContext,
  isTouched: boolean,
): Promise<Locks> => {
  if (!isTouched) return { base: new Map(), head: new Map(), unread: [], changed: [], problems: [] };
  const { lockfileReader } = await import('./lockfile-reader.ts');
  const read = async (tree: Tree) =>
    facts(
      lockfileReader,
      tree,
      (await tree.list()).map(({ path }) => path).filter((path) => isLockfile(path) && !apart.test(path)),
    );
  const [before, after] = await Promise.all([read(base), read(head)]);
  const usable = (facts_: typeof before): ReadonlyMap<string, Lockfile> =>
    new Map([...facts_].flatMap(([path, fact]) => ('lockfile' in fact ? [[path, fact.lockfile] as const] : [])));
  const changed = change.files.map(({ path }) => path).filter((path) => after.has(path));
  return {
    base: usable(before),
    head: usable(after),
    unread: (await head.list()).map(({ path }) => path).filter((path) => /(?:^|\/)bun\.lockb$/.test(path)),
    changed,
    problems: changed.flatMap((path) => {
      const fact = after.get(path);
      if (fact === undefined || !('problem' in fact)) return [];
      const old = before.get(path);
      return [unreadable({ path, problem: fact.problem, isCertain: old === undefined || 'lockfile' in old })];
    }),
  };
};
