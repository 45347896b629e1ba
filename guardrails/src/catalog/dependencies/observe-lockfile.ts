import type { Observation } from './dependencies-evidence.ts';
import type { LockedPackage, Lockfile } from './lockfile.ts';
import { hostOf, packageOfTarball, sourceKindOf } from './source-of.ts';

/** The two sides of one lockfile. */
export type LockfileSides = {
  readonly path: string;
  /** Null where base has none. */
  readonly base: Lockfile | null;
  readonly head: Lockfile;
  /** Hosts that base fetches packages from by its own settings (.npmrc). */
  readonly knownHosts: readonly string[];
  readonly deniedLicences: readonly string[];
};

type Described = Pick<Observation, 'kind' | 'detail' | 'isCertain'>;

/** Tells what a change of a lockfile brings that its text alone does not show. Only what base does not have. Pure. */
export const observeLockfile = (sides: LockfileSides): readonly Observation[] => {
  const { base, head, path } = sides;
  const before = new Map(base?.packages.map((entry) => [entry.key, entry]));
  const pinned = pinsOf(base);
  const context: Context = {
    sides,
    hosts: hostsOf(sides),
    hadIntegrity: hasIntegrity(base ?? head),
    scripts: scriptsOf(base),
  };
  const fresh = head.packages.filter((entry) => !isSame(entry, before.get(entry.key)));
  const seen = fresh.flatMap((entry) =>
    [
      ...ofIntegrity(entry, {
        ...context,
        old: before.get(entry.key),
        pins: pinned.get(`${entry.name}@${entry.version}`),
      }),
      ...ofSource(entry, { ...context, old: before.get(entry.key) }),
      ...ofScript(entry, context),
      ...ofLicence(entry, sides),
    ].map((one) => toObservation(one, { path, entry })),
  );
  return [...seen, ...orphans(sides, fresh)];
};

type Context = {
  readonly sides: LockfileSides;
  readonly hosts: ReadonlySet<string>;
  readonly hadIntegrity: boolean;
  readonly scripts: ReadonlySet<string>;
};

const toObservation = (
  { kind, detail, isCertain }: Described,
  { path, entry }: { readonly path: string; readonly entry: LockedPackage },
): Observation => ({
  kind,
  path,
  line: entry.line,
  name: entry.name,
  detail: { version: entry.version, ...detail },
  isCertain,
});

const isSame = (one: LockedPackage, other: LockedPackage | undefined): boolean =>
  other !== undefined &&
  one.version === other.version &&
  one.integrity === other.integrity &&
  one.source === other.source &&
  one.hasInstallScript === other.hasInstallScript &&
  one.name === other.name;

/** All integrities of a `name@version`: the same package stands at several places of a tree. */
const pinsOf = (lockfile: Lockfile | null): ReadonlyMap<string, ReadonlySet<string>> => {
  const pins = new Map<string, Set<string>>();
  for (const { name, version, integrity, isLocal } of lockfile?.packages ?? [])
    if (integrity !== null && !isLocal) {
      const key = `${name}@${version}`;
      pins.set(key, (pins.get(key) ?? new Set()).add(integrity));
    }
  return pins;
};

const hostsOf = ({ base, knownHosts }: LockfileSides): ReadonlySet<string> =>
  new Set([
    'registry.npmjs.org',
    // Another name of the same registry.
    'registry.npmjs.com',
    ...knownHosts,
    ...(base?.packages.flatMap(({ source }) => hostOf(source) ?? []) ?? []),
  ]);

/** Some lockfiles have no integrity at all (an old npm, a mirror): then its absence tells nothing. */
const hasIntegrity = ({ packages }: Lockfile): boolean => {
  // An npm lockfile names a registry's tarball by its address; others name none.
  const remote = packages.filter(
    ({ isLocal, source }) => !isLocal && /^(?:registry|url)$/.test(sourceKindOf(source ?? '')),
  );
  return remote.length === 0 || remote.filter(({ integrity }) => integrity !== null).length > remote.length * 0.9;
};

const scriptsOf = (base: Lockfile | null): ReadonlySet<string> =>
  new Set(base?.packages.flatMap(({ name, hasInstallScript }) => (hasInstallScript ? [name] : [])));

const ofIntegrity = (
  entry: LockedPackage,
  {
    old,
    pins,
    hadIntegrity,
  }: Context & { readonly old: LockedPackage | undefined; readonly pins: ReadonlySet<string> | undefined },
): readonly Described[] => {
  // What is built here, or fetched by commit, is no published package: it may change under one version.
  if (entry.isLocal || (entry.source !== null && /^(?:git|folder)$/.test(sourceKindOf(entry.source)))) return [];
  if (entry.integrity === null) {
    const isLost = old?.version === entry.version && old.integrity !== null;
    // A new entry without one is seen in honest lockfiles (a manager that installs by address); a hash that is lost is not.
    if (hadIntegrity) return [{ kind: 'no-integrity', detail: {}, isCertain: isLost }];
    // npm itself forgets hashes, but then the address as well.
    return isLost && entry.source !== null ? [{ kind: 'no-integrity', detail: {}, isCertain: false }] : [];
  }
  if (old?.version === entry.version && isWeaker(entry.integrity, old.integrity))
    return [{ kind: 'no-integrity', detail: {}, isCertain: hadIntegrity }];
  if (pins === undefined || pins.has(entry.integrity) || !isComparable(entry.integrity, pins)) return [];
  return [{ kind: 'integrity-changed', detail: {}, isCertain: true }];
};

/** yarn's first format keeps a SHA-1 in the address when the hash itself is taken away. */
const isWeaker = (integrity: string, old: string | null): boolean =>
  /^[0-9a-f]{40}$/.test(integrity) && old?.startsWith('sha512-') === true;

/** Two hashes tell something only when one algorithm (and, in yarn's berry, one cache version) made both. */
const isComparable = (integrity: string, pins: ReadonlySet<string>): boolean => {
  const algorithm = (text: string): string => /^(?:sha\d+-|[\dc]+\/)/.exec(text)?.[0] ?? String(text.length);
  return [...pins].some((pin) => algorithm(pin) === algorithm(integrity)) && !integrity.includes(' ');
};

const ofSource = (
  { name, source }: LockedPackage,
  { hosts, old }: Context & { readonly old: LockedPackage | undefined },
): readonly Described[] => {
  if (source === null || source === old?.source) return [];
  if (/^(?:git\+)?http:\/\/|^git:\/\//.test(source))
    return [{ kind: 'insecure-source', detail: { source: plain(source) }, isCertain: true }];
  const kind = sourceKindOf(source);
  if (kind === 'git' || kind === 'folder' || kind === 'workspace') return [];
  const host = hostOf(source);
  const target = packageOfTarball(source);
  if (host !== null && !hosts.has(host))
    return [{ kind: 'registry-changed', detail: { host, from: hostOf(old?.source ?? null) ?? '' }, isCertain: true }];
  if (target !== null && target !== name && target !== old?.name)
    return [{ kind: 'name-mismatch', detail: { target }, isCertain: true }];
  return [];
};

/** An address without what may be a password in it. */
const plain = (source: string): string => source.replace(/\/\/[^/@]*@/, '//').slice(0, 200);

const ofScript = ({ name, hasInstallScript }: LockedPackage, { scripts }: Context): readonly Described[] =>
  hasInstallScript && !scripts.has(name) ? [{ kind: 'install-script', detail: {}, isCertain: true }] : [];

const ofLicence = ({ licence }: LockedPackage, { deniedLicences }: LockfileSides): readonly Described[] => {
  if (licence === null) return [];
  const alternatives = licence.replaceAll(/[()]/g, ' ').split(/\s+OR\s+/i);
  const isDenied = alternatives.every((one) =>
    one.split(/\s+AND\s+/i).some((part) => deniedLicences.includes(part.trim())),
  );
  return isDenied ? [{ kind: 'licence-denied', detail: { licence }, isCertain: true }] : [];
};

/** New packages that nothing in the lockfile and no manifest asks for: nobody needs them, and yet they are installed. */
const orphans = ({ base, head, path }: LockfileSides, fresh: readonly LockedPackage[]): readonly Observation[] => {
  if (base === null || head.roots.length === 0) return [];
  const known = new Set(base.packages.map(({ name }) => name));
  const needed = new Set([
    ...head.packages.flatMap(({ needs }) => needs),
    ...head.roots.flatMap(({ ranges }) => Object.keys(ranges)),
  ]);
  return fresh
    .filter(({ name, key, isLocal }) => !isLocal && !known.has(name) && !needed.has(name) && !needed.has(aliasOf(key)))
    .map((entry) => toObservation({ kind: 'orphan-entry', detail: {}, isCertain: false }, { path, entry }));
};

/** The name under which npm installs an alias. */
const aliasOf = (key: string): string => key.slice(key.lastIndexOf('node_modules/') + 13);
