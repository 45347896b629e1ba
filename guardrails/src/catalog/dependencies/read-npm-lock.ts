import { asObject, asText, asTexts, type LockedPackage, type LockedRoot, type Lockfile } from './lockfile.ts';

type Json = { readonly [name: string]: unknown };

/** Reads package-lock.json and npm-shrinkwrap.json, lockfileVersion 2 and 3, and the nested form of 1. Pure. */
export const readNpmLock = (text: string): Lockfile => {
  const document = asObject(JSON.parse(text));
  const lineOf = entryLines(text);
  const packages = asObject(document['packages']);
  const isNested = document['packages'] === undefined;
  return {
    manager: 'npm',
    packages: isNested
      ? readNested(asObject(document['dependencies']), { lineOf, prefix: '' })
      : readFlat(packages, lineOf),
    roots: Object.entries(packages).flatMap(([dir, entry]) => (isRoot(dir) ? [readRoot(dir, asObject(entry))] : [])),
    replaced: [],
    answered: [],
  };
};

const isRoot = (dir: string): boolean => !/(?:^|\/)node_modules\//.test(dir);

const sections = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

const readRoot = (dir: string, entry: Json): LockedRoot => ({
  dir,
  ranges: Object.assign({}, ...sections.toReversed().map((section) => asTexts(entry[section]))) as LockedRoot['ranges'],
});

const readFlat = (packages: Json, lineOf: ReadonlyMap<string, number>): readonly LockedPackage[] =>
  Object.entries(packages).flatMap(([key, value]) => {
    if (isRoot(key)) return [];
    const entry = asObject(value);
    const name = asText(entry['name']) ?? key.slice(key.lastIndexOf('node_modules/') + 13);
    return [{ ...describe(entry, name), key, line: lineOf.get(key) ?? 1 }];
  });

const describe = (entry: Json, name: string): Omit<LockedPackage, 'key' | 'line'> => {
  const source = asText(entry['resolved']);
  return {
    name,
    version: asText(entry['version']) ?? '',
    source,
    integrity: asText(entry['integrity']),
    hasInstallScript: entry['hasInstallScript'] === true,
    licence: asText(entry['license']),
    needs: [...sections, 'requires'].flatMap((section) => Object.keys(asObject(entry[section]))),
    isLocal: entry['link'] === true || entry['inBundle'] === true || entry['bundled'] === true || isFolder(source),
  };
};

const isFolder = (source: string | null): boolean =>
  source?.startsWith('file:') === true && !/\.t(?:ar\.)?gz$/.test(source);

const readNested = (
  dependencies: Json,
  place: { readonly lineOf: ReadonlyMap<string, number>; readonly prefix: string },
): readonly LockedPackage[] =>
  Object.entries(dependencies).flatMap(([name, value]) => {
    const entry = asObject(value);
    const key = `${place.prefix}node_modules/${name}`;
    const own = { ...describe(entry, name), key, line: place.lineOf.get(name) ?? 1 };
    return [own, ...readNested(asObject(entry['dependencies']), { ...place, prefix: `${key}/` })];
  });

/** Line on which each key of an object begins; JSON.parse does not tell. */
const entryLines = (text: string): ReadonlyMap<string, number> => {
  const lines = new Map<string, number>();
  let line = 0;
  for (const content of text.split('\n')) {
    line += 1;
    const key = /^\s{2,}"(.+)": \{\r?$/.exec(content)?.[1];
    if (key !== undefined && !lines.has(key)) lines.set(key, line);
  }
  return lines;
};
