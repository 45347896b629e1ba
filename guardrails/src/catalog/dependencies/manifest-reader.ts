import type { FactReader } from '../../tree/facts.ts';
import { asObject, asText, asTexts } from './lockfile.ts';

/** One dependency as a package.json names it. */
export type NamedDependency = {
  readonly name: string;
  readonly range: string;
  readonly section: 'dependencies' | 'devDependencies' | 'optionalDependencies' | 'peerDependencies';
  readonly line: number;
};

/** What a package.json says of dependencies. */
export type Manifest = {
  readonly name: string | null;
  readonly dependencies: readonly NamedDependency[];
  /** `overrides`, `resolutions` and `pnpm.overrides`, flattened: selector → what it is replaced by. */
  readonly overrides: { readonly [selector: string]: string };
  /** Packages whose install scripts may run: pnpm's and bun's lists, npm's `allowScripts`. */
  readonly scriptsAllowed: readonly string[];
  readonly workspaces: readonly string[];
  /** Its scripts, as JSON text: where a tool is used that no file imports. */
  readonly scripts: string;
};

/** A manifest, or why it could not be read. */
export type ManifestFact = { readonly manifest: Manifest } | { readonly problem: string };

const sections = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;

/** Reads a package.json. Never throws. */
export const manifestReader: FactReader<ManifestFact> = {
  id: 'dependencies/manifest',
  version: 1,
  read: (text) => {
    try {
      const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return { problem: 'it is no JSON object' };
      return { manifest: readManifest(asObject(value), text) };
    } catch (error) {
      return { problem: error instanceof Error ? error.message : 'it is not JSON' };
    }
  },
};

const readManifest = (json: { readonly [name: string]: unknown }, text: string): Manifest => {
  const lines = text.split('\n');
  const pnpm = asObject(json['pnpm']);
  const workspaces = Array.isArray(json['workspaces']) ? json['workspaces'] : asObject(json['workspaces'])['packages'];
  return {
    name: asText(json['name']),
    dependencies: sections.flatMap((section) =>
      Object.entries(asTexts(json[section])).map(([name, range]) => ({
        name,
        range,
        section,
        line: lineOf(lines, { section, name }),
      })),
    ),
    overrides: { ...flatten(json['overrides']), ...flatten(json['resolutions']), ...flatten(pnpm['overrides']) },
    scriptsAllowed: [
      ...textsOf(pnpm['onlyBuiltDependencies']),
      ...textsOf(json['trustedDependencies']),
      ...Object.entries(asObject(json['allowScripts'])).flatMap(([name, isAllowed]) =>
        isAllowed === true ? [name] : [],
      ),
    ],
    workspaces: textsOf(workspaces),
    scripts: JSON.stringify(json['scripts'] ?? {}),
  };
};

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

const flatten = (value: unknown, prefix = ''): { readonly [selector: string]: string } =>
  Object.fromEntries(
    Object.entries(asObject(value)).flatMap(([name, item]) =>
      typeof item === 'string' ? [[`${prefix}${name}`, item]] : Object.entries(flatten(item, `${prefix}${name}>`)),
    ),
  );

/** The line that names a dependency, within its section; 1 where the file is on one line. */
const lineOf = (
  lines: readonly string[],
  { section, name }: { readonly section: string; readonly name: string },
): number => {
  const start = lines.findIndex((line) => line.includes(`"${section}"`));
  const at = lines.findIndex((line, index) => index >= start && line.includes(`"${name}"`));
  return at === -1 ? 1 : at + 1;
};
