import { asObject, asText, asTexts, type LockedPackage, type LockedRoot, type Lockfile } from './lockfile.ts';

const sections = ['peerDependencies', 'optionalDependencies', 'devDependencies', 'dependencies'];

/** Reads bun.lock, the text format: JSON with commas at the end of lists. Pure. */
export const readBunLock = (text: string): Lockfile => {
  const document = asObject(JSON.parse(withoutTrailingCommas(text)));
  const lines = new Map(
    text.split('\n').flatMap((content, index) => {
      const key = /^\s+"([^"]+)": \["/.exec(content)?.[1];
      return key === undefined ? [] : [[key, index + 1] as const];
    }),
  );
  return {
    manager: 'bun',
    packages: Object.entries(asObject(document['packages'])).map(([key, value]) => ({
      ...readPackage(Array.isArray(value) ? value : []),
      key,
      line: lines.get(key) ?? 1,
    })),
    roots: Object.entries(asObject(document['workspaces'])).map(([dir, value]) => readRoot(dir, asObject(value))),
    replaced: Object.keys(asObject(document['overrides'])),
    answered: [],
  };
};

const withoutTrailingCommas = (text: string): string =>
  text.replaceAll(/"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])/g, (piece) => (piece === ',' ? '' : piece));

const readRoot = (dir: string, value: { readonly [name: string]: unknown }): LockedRoot => ({
  dir,
  ranges: Object.assign({}, ...sections.map((section) => asTexts(value[section]))) as LockedRoot['ranges'],
});

/** `["name@version", "registry", { dependencies… }, "integrity"]`; shorter for workspaces, git and folders. */
const readPackage = (fields: readonly unknown[]): Omit<LockedPackage, 'key' | 'line'> => {
  const [, name = '', version = ''] = /^(@?[^@]+)@(.*)$/.exec(asText(fields[0]) ?? '') ?? [];
  const isRegistry = /^\d/.test(version);
  const facts = asObject(fields.find((field) => typeof field === 'object'));
  const registry = asText(fields[1]);
  const source = isRegistry && registry !== null && registry !== '' ? registry : null;
  return {
    name,
    version,
    source: isRegistry ? source : version,
    integrity: isRegistry ? asText(fields[3]) : asText(fields.at(-1)),
    hasInstallScript: false,
    licence: null,
    needs: sections.flatMap((section) => Object.keys(asObject(facts[section]))),
    isLocal: !isRegistry,
  };
};
