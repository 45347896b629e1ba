import { satisfies, minVersion, lt } from 'semver';
import type { Observation } from './dependencies-evidence.ts';
import type { Manifest, NamedDependency } from './manifest-reader.ts';
import { sourceKindOf } from './source-of.ts';

/** The two sides of one package.json. */
export type ManifestSides = { readonly path: string; readonly base: Manifest | null; readonly head: Manifest };

/** Tells what a change of a package.json does to what is depended on. Pure. */
export const observeManifest = (sides: ManifestSides): readonly Observation[] => [
  ...sides.head.dependencies.flatMap((dependency) => observeDependency(dependency, sides)),
  ...observeOverrides(sides),
  ...observeScripts(sides),
];

const observeDependency = (dependency: NamedDependency, { path, base }: ManifestSides): readonly Observation[] => {
  const { name, range, line, section } = dependency;
  // Between sections it may move; a peer is for another package to install.
  const old = base?.dependencies.find(
    (other) => other.name === name && (other.section === section || section !== 'peerDependencies'),
  );
  const before = old?.range;
  if (before === range) return [];
  const observe = (kind: Observation['kind'], detail: Observation['detail'], isCertain: boolean): Observation => ({
    kind,
    path,
    line,
    name,
    detail,
    isCertain,
  });
  const kind = sourceKindOf(range);
  return [
    ...(old === undefined && base !== null && section !== 'peerDependencies' && kind !== 'workspace'
      ? [observe('added', { range: range.slice(0, 100), section }, true)]
      : []),
    ...(isInsecure(range)
      ? [observe('insecure-source', { source: plain(range) }, true)]
      : ofUnusual(dependency, { path, before })),
    ...(before !== undefined && isLower(range, before)
      ? [observe('downgraded', { from: before.slice(0, 100), to: range.slice(0, 100) }, true)]
      : []),
  ];
};

const isInsecure = (range: string): boolean => /^(?:git\+)?http:\/\/|^git:\/\//.test(range);

const plain = (source: string): string => source.replace(/\/\/[^/@]*@/, '//').slice(0, 200);

const ofUnusual = (
  { name, range, line }: NamedDependency,
  { path, before }: { readonly path: string; readonly before: string | undefined },
): readonly Observation[] => {
  const kind = sourceKindOf(range);
  if (kind === 'folder' && leavesRepository(path, range.replace(/^file:/, '')))
    return [{ kind: 'outside-path', path, line, name, detail: { source: range.slice(0, 200) }, isCertain: true }];
  if ((kind !== 'git' && kind !== 'url') || (before !== undefined && sourceKindOf(before) === kind)) return [];
  return [{ kind: 'unusual-source', path, line, name, detail: { source: plain(range) }, isCertain: false }];
};

const leavesRepository = (manifest: string, target: string): boolean => {
  if (target.startsWith('/') || target.startsWith('~')) return true;
  let depth = manifest.split('/').length - 1;
  for (const part of target.split('/')) {
    if (part === '..') depth -= 1;
    else if (part !== '' && part !== '.') depth += 1;
    if (depth < 0) return true;
  }
  return false;
};

/** Whether a range starts below the one before and does not let the same version in. Pure. */
const isLower = (range: string, before: string): boolean => {
  try {
    const [now, then] = [minVersion(range), minVersion(before)];
    return now !== null && then !== null && lt(now, then) && !satisfies(then, range);
  } catch {
    // A tag, an address, a workspace protocol: no order is known.
    return false;
  }
};

const observeOverrides = ({ path, base, head }: ManifestSides): readonly Observation[] =>
  base === null
    ? []
    : [...new Set([...Object.keys(base.overrides), ...Object.keys(head.overrides)])]
        .filter((name) => base.overrides[name] !== head.overrides[name])
        .map((name) => ({
          kind: 'override-changed',
          path,
          line: null,
          name,
          detail: {
            from: (base.overrides[name] ?? 'none').slice(0, 100),
            to: (head.overrides[name] ?? 'none').slice(0, 100),
          },
          isCertain: true,
        }));

const observeScripts = ({ path, base, head }: ManifestSides): readonly Observation[] =>
  head.scriptsAllowed
    .filter((name) => base !== null && !base.scriptsAllowed.includes(name))
    .map((name) => ({ kind: 'script-allowed', path, line: null, name, detail: {}, isCertain: true }));
