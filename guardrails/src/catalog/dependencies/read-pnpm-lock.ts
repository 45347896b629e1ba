import { childrenOf, parseIndentedLines, splitEntry, valueOf, type IndentedLine } from './indented-lines.ts';
import type { LockedPackage, LockedRoot, Lockfile } from './lockfile.ts';

const sections = ['dependencies', 'devDependencies', 'optionalDependencies'];

/** Reads pnpm-lock.yaml, lockfileVersion 5.4 to 9. Pure. */
export const readPnpmLock = (text: string): Lockfile => {
  const entries = parseIndentedLines(text);
  const importers = childrenOf(entries, 'importers');
  const needs = readNeeds(childrenOf(entries, 'snapshots'));
  return {
    manager: 'pnpm',
    packages: childrenOf(entries, 'packages').map((entry) => readPackage(entry, needs)),
    roots:
      importers.length > 0
        ? importers.map(({ text: dir, children }) => readRoot(splitEntry(dir)[0], children))
        : [readRoot('.', entries)],
    replaced: childrenOf(entries, 'overrides').map(({ text: line }) => splitEntry(line)[0]),
    answered: [],
  };
};

const readRoot = (dir: string, entries: readonly IndentedLine[]): LockedRoot => ({
  dir: dir === '.' ? '' : dir,
  ranges: {
    ...Object.fromEntries(childrenOf(entries, 'specifiers').map(({ text }) => splitEntry(text))),
    ...Object.fromEntries(
      sections
        .flatMap((section) => childrenOf(entries, section))
        .flatMap(({ text, children }) => {
          const specifier = valueOf(children, 'specifier');
          return specifier === null ? [] : [[splitEntry(text)[0], specifier]];
        }),
    ),
  },
});

/** From lockfile 9 on, what a package needs stands apart from what it is. */
const readNeeds = (snapshots: readonly IndentedLine[]): ReadonlyMap<string, readonly string[]> => {
  const needs = new Map<string, readonly string[]>();
  for (const { text, children } of snapshots) {
    const key = splitEntry(text)[0].replace(/\(.*$/, '');
    needs.set(key, [...(needs.get(key) ?? []), ...namesNeeded(children)]);
  }
  return needs;
};

const namesNeeded = (entries: readonly IndentedLine[]): readonly string[] =>
  [...sections, 'peerDependencies'].flatMap((section) =>
    childrenOf(entries, section).flatMap(({ text }) => {
      const [name, value] = splitEntry(text);
      // An alias (`"string-width-cjs": string-width@4.2.3`) needs the package that it stands for.
      const target = /^\/?(@?[^@(]+)@/.exec(value)?.[1];
      return target === undefined ? [name] : [name, target];
    }),
  );

const readPackage = (
  { text, line, children }: IndentedLine,
  needs: ReadonlyMap<string, readonly string[]>,
): LockedPackage => {
  const key = splitEntry(text)[0];
  const [name, version] = splitKey(key);
  const resolution = resolutionOf(children);
  const repository = /\brepo: ['"]?([^\s,}'"]+)/.exec(resolution)?.[1];
  const tarball = /\btarball: ['"]?([^\s,}'"]+)/.exec(resolution)?.[1];
  return {
    key,
    name: valueOf(children, 'name') ?? name,
    version: valueOf(children, 'version') ?? version,
    source: repository === undefined ? (tarball ?? null) : `git+${repository}`,
    integrity: /\bintegrity: ['"]?([^\s,}'"]+)/.exec(resolution)?.[1] ?? null,
    hasInstallScript: valueOf(children, 'requiresBuild') === 'true',
    licence: null,
    needs: [...(needs.get(key) ?? []), ...namesNeeded(children)],
    isLocal: /\bdirectory: |\btype: (?:directory|git)\b/.test(resolution),
    line,
  };
};

const resolutionOf = (children: readonly IndentedLine[]): string => {
  const entry = children.find(({ text }) => text.startsWith('resolution:'));
  if (entry === undefined) return '';
  return [entry.text, ...entry.children.map(({ text }) => text)].join(' ');
};

/** `/@scope/name@1.0.0(peer@2)`, `@scope/name@1.0.0`, `/@scope/name/1.0.0_peer@2`. */
const splitKey = (key: string): readonly [name: string, version: string] => {
  const plain = key.replace(/\(.*$/, '').replace(/^\//, '');
  const match = /^(@[^/@]+\/[^/@]+|[^/@]+)[@/](.+)$/.exec(plain);
  return match === null ? [plain, ''] : [match[1] ?? '', (match[2] ?? '').replace(/_.*$/, '')];
};
