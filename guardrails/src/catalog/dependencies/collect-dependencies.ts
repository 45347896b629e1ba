import type { CollectContext } from '../../guardrail.ts';
import type { DependenciesEvidence, Observation } from './dependencies-evidence.ts';
import { isLockfile, type Lockfile } from './lockfile.ts';
import { observeAdvisories } from './observe-advisories.ts';
import { observeAgreement } from './observe-agreement.ts';
import { observeImports, type Manifests } from './observe-imports.ts';
import { observeLockfile } from './observe-lockfile.ts';
import { observeManifest } from './observe-manifest.ts';
import { observeUnused } from './observe-unused.ts';
import { isManifest, readLockfiles, readManifests, type Locks, type ReadManifests } from './read-sides.ts';
import { sourceKindOf } from './source-of.ts';

/** Looks at what the change does to manifests, lockfiles and imports. */
export const collectDependencies = async (context: CollectContext): Promise<DependenciesEvidence> => {
  const { change, head } = context;
  const changed = change.files.flatMap(({ path, basePath }) => [path, basePath ?? path]);
  const isTouched = changed.some((path) => isManifest(path) || isLockfile(path));
  const isSource = changed.some((path) => /\.[cm]?[jt]sx?$/.test(path));
  if (!isTouched && !isSource) return { observations: [], unread: [] };
  const manifests = await readManifests(context);
  const locks = await readLockfiles(context, isTouched);
  const declared = manifests.changed.flatMap(({ path, head: now }) =>
    now === null ? [] : observeManifest({ path, base: manifests.base.get(path) ?? null, head: now }),
  );
  const pinned = await observeLocks(context, locks);
  const observations = [
    ...manifests.problems,
    ...locks.problems,
    ...declared,
    ...(await observeLookalikes({
      added: [...declared.filter(({ kind }) => kind === 'added'), ...namesOfNewManifests(manifests)],
      manifests,
      lockfiles: locks.base,
    })),
    ...pinned,
    ...observeAgreement({ manifests, ...locks }),
    ...(await observeAdvisories(context, locks)),
    ...(await observeImports({ ...context, head }, manifests)),
    ...(await observeUnused(context, { added: declared.filter(({ kind }) => kind === 'added'), manifests })),
  ];
  const licences = context.policy.configuration.dependencies.licences.deny;
  return { observations, unread: licences.length === 0 ? [] : unreadLicences(locks.head) };
};

const observeLocks = async ({ base, policy }: CollectContext, locks: Locks): Promise<readonly Observation[]> => {
  if (locks.changed.length === 0) return [];
  const knownHosts = hostsOfSettings(await base.readText('.npmrc'), await base.readText('.yarnrc.yml'));
  return locks.changed.flatMap((path) => {
    const head = locks.head.get(path);
    if (head === undefined) return [];
    const deniedLicences = policy.configuration.dependencies.licences.deny;
    return observeLockfile({ path, base: locks.base.get(path) ?? null, head, knownHosts, deniedLicences });
  });
};

const hostsOfSettings = (...texts: readonly (string | null)[]): readonly string[] =>
  texts.flatMap((text) => Array.from((text ?? '').matchAll(/https?:\/\/([^/:\s"']+)/g), (match) => match[1] ?? ''));

/** A new package adds nothing to what was there, and so no note each; its names may look like others all the same. */
const namesOfNewManifests = ({ changed, base }: ReadManifests): readonly Observation[] =>
  changed.flatMap(({ path, head }) =>
    head === null || base.has(path)
      ? []
      : head.dependencies
          .filter(({ range, section }) => section !== 'peerDependencies' && sourceKindOf(range) !== 'workspace')
          .map(({ name, line }) => ({ kind: 'added' as const, path, line, name, detail: {}, isCertain: true })),
  );

type LookalikeRequest = {
  readonly added: readonly Observation[];
  readonly manifests: Manifests;
  readonly lockfiles: ReadonlyMap<string, Lockfile>;
};

const observeLookalikes = async ({
  added,
  manifests,
  lockfiles,
}: LookalikeRequest): Promise<readonly Observation[]> => {
  if (added.length === 0) return [];
  const { findLookalike } = await import('./lookalikes.ts');
  const own = new Set([
    ...[...manifests.base.values()].flatMap(({ name, dependencies }) => [
      name ?? '',
      ...dependencies.map((one) => one.name),
    ]),
    ...[...lockfiles.values()].flatMap(({ packages }) => packages.map(({ name }) => name)),
  ]);
  return added.flatMap((one) => {
    const found = findLookalike(one.name, own);
    if (found === null) return [];
    return [
      { ...one, kind: 'lookalike', detail: { resembles: found.resembles, how: found.how }, isCertain: found.isCertain },
    ];
  });
};

const unreadLicences = (locks: ReadonlyMap<string, Lockfile>): DependenciesEvidence['unread'] =>
  [...locks].flatMap(([path, { manager }]) =>
    manager === 'npm' ? [] : [{ what: `licences of ${path}`, why: `A lockfile of ${manager} does not say licences.` }],
  );
