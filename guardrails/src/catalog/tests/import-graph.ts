import { dirname, join } from 'node:path/posix';

/** The files that import others of the same tree, found by reading their text. */
export type ImportGraph = {
  /** Every file from which imports lead to one of `targets`, directly or over others; the targets included. */
  readonly importersOf: (targets: readonly string[]) => ReadonlySet<string>;
};

/**
 * Reads imports (`import`, `export … from`, `require`, `import()` of a literal) from the texts of a tree. A package of
 * the same repository, imported by its name, stands for all its files. Pure; aliases and computed paths are not seen.
 * @param packages name → folder of the packages that stand in the tree
 */
export const createImportGraph = (
  texts: ReadonlyMap<string, string>,
  packages: ReadonlyMap<string, string>,
  further: readonly string[] = [],
): ImportGraph => {
  const known = new Set([...texts.keys(), ...further]);
  const importers = new Map<string, Set<string>>();
  for (const [file, text] of texts) {
    for (const target of specifiersIn(text).flatMap((specifier) => resolve(file, specifier, { known, packages }))) {
      importers.set(target, (importers.get(target) ?? new Set()).add(file));
    }
  }
  return { importersOf: (targets) => reach(targets, importers, packages) };
};

const specifiersIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?:\bfrom|\bimport|\brequire|\bimport\s*\(|\brequire\s*\()\s*\(?\s*(['"])([^'"\n]+)\1/g)].flatMap(
    (match) => match[2] ?? [],
  );

type Known = { readonly known: ReadonlySet<string>; readonly packages: ReadonlyMap<string, string> };

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json', '.vue', '.svelte'];

const resolve = (file: string, specifier: string, { known, packages }: Known): readonly string[] => {
  if (!specifier.startsWith('.')) {
    const name = [...packages.keys()].find((own) => specifier === own || specifier.startsWith(`${own}/`));
    return name === undefined ? [] : [packageNode(name)];
  }
  const path = join(dirname(file), specifier.replace(/[?#].*$/, ''));
  const stem = path.replace(/\.[cm]?jsx?$/, '');
  const candidates = [
    path,
    ...[...new Set([path, stem, join(path, 'index')])].flatMap((base) => extensions.map((ext) => base + ext)),
  ];
  const found = candidates.find((candidate) => known.has(candidate));
  return found === undefined ? [] : [found];
};

const packageNode = (name: string): string => `package:${name}`;

const reach = (
  targets: readonly string[],
  importers: ReadonlyMap<string, ReadonlySet<string>>,
  packages: ReadonlyMap<string, string>,
): ReadonlySet<string> => {
  const reached = new Set<string>();
  const pending = [...targets];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    const current = path;
    const owners = [...packages].filter(([, dir]) => dir !== '' && current.startsWith(`${dir}/`));
    pending.push(...(importers.get(path) ?? []), ...owners.map(([name]) => packageNode(name)));
  }
  return new Set([...reached].filter((path) => !path.startsWith('package:')));
};
