import { childrenOf, parseIndentedLines, splitEntry, unquote, valueOf, type IndentedLine } from './indented-lines.ts';
import type { LockedPackage, Lockfile } from './lockfile.ts';

const sections = ['dependencies', 'optionalDependencies', 'peerDependencies'];

/** Reads yarn.lock: the classic format (1) and berry's YAML (2 and later). Pure. */
export const readYarnLock = (text: string): Lockfile => {
  const entries = parseIndentedLines(text);
  const isBerry = entries.some((entry) => entry.text === '__metadata:');
  const packages = entries.filter((entry) => entry.text !== '__metadata:' && entry.text.endsWith(':'));
  const isManyLines = packages.length > 0;
  return {
    manager: isBerry ? 'yarn-berry' : 'yarn',
    packages: isManyLines ? packages.map(isBerry ? readBerry : readClassic) : [],
    roots: [],
    replaced: [],
    answered: packages.flatMap((entry) => descriptorsOf(entry.text)),
  };
};

/** `"a@^1", "a@^2":` (classic) or `"a@npm:^1, a@npm:^2":` (berry). */
const descriptorsOf = (text: string): readonly string[] =>
  text
    .replace(/:$/, '')
    .split(/,\s+/)
    .map((descriptor) => descriptor.replaceAll('"', ''));

const nameOf = (descriptor: string): string => /^@?[^@]+/.exec(descriptor)?.[0] ?? descriptor;

const readClassic = ({ text, line, children }: IndentedLine): LockedPackage => {
  const [first = ''] = descriptorsOf(text);
  const value = (key: string): string | null => {
    const entry = children.find((child) => child.text.startsWith(`${key} `));
    return entry === undefined ? null : unquote(entry.text.slice(key.length + 1).trim());
  };
  const alias = /@npm:(@?[^@]+)/.exec(first)?.[1];
  const source = value('resolved');
  return {
    key: `${nameOf(first)}@${value('version') ?? ''}`,
    name: alias ?? nameOf(first),
    version: value('version') ?? '',
    source,
    integrity: value('integrity') ?? /#([0-9a-f]{40})$/.exec(source ?? '')?.[1] ?? null,
    hasInstallScript: false,
    licence: null,
    needs: sections.flatMap((section) =>
      (children.find((child) => child.text === `${section}:`)?.children ?? []).map((child) =>
        child.text.replace(/^"?(@?[^"\s]+)"?\s.*$/, '$1'),
      ),
    ),
    isLocal: source === null,
    line,
  };
};

const readBerry = ({ text, line, children }: IndentedLine): LockedPackage => {
  const resolution = valueOf(children, 'resolution') ?? '';
  const [, protocol = '', rest = ''] = /^@?[^@]+@([a-z+]+):(.*)$/.exec(resolution) ?? [];
  const isRegistry = protocol === 'npm';
  const [first = ''] = descriptorsOf(text);
  return {
    key: resolution === '' ? first : resolution,
    name: nameOf(resolution === '' ? first : resolution),
    version: valueOf(children, 'version') ?? '',
    source:
      isRegistry || resolution === '' ? (/::__archiveUrl=([^&]+)/.exec(rest)?.[1] ?? null) : `${protocol}:${rest}`,
    integrity: valueOf(children, 'checksum'),
    hasInstallScript: false,
    licence: null,
    needs: sections.flatMap((section) => childrenOf(children, section).map((child) => splitEntry(child.text)[0])),
    // Packages that this platform does not need have no checksum before they are fetched.
    isLocal: !isRegistry || valueOf(children, 'conditions') !== null || valueOf(children, 'linkType') === 'soft',
    line,
  };
};
