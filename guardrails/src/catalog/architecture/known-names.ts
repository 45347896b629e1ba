import type { Tree } from '../../tree/tree.ts';

/**
 * The names that may stand before an import although it resolves to nothing here: packages that some package.json declares or
 * is, and aliases of some tsconfig. Sorted.
 */
export const knownNames = async (tree: Tree): Promise<readonly string[]> => {
  const paths = (await tree.list()).map(({ path }) => path).filter((path) => !path.includes('node_modules/'));
  const read = async (name: RegExp): Promise<readonly string[]> =>
    Promise.all(paths.filter((path) => name.test(path)).map(async (path) => (await tree.readText(path)) ?? ''));
  const [manifests, projects] = await Promise.all([
    read(/(?:^|\/)package\.json$/u),
    read(/(?:^|\/)[tj]sconfig[^/]*\.json$/u),
  ]);
  return [...new Set([...manifests.flatMap(declaredPackages), ...projects.flatMap(aliases)])].sort();
};

/** The name of a package and of everything that its manifest declares. Text that is no manifest declares nothing. Pure. */
export const declaredPackages = (manifest: string): readonly string[] => {
  const content = parseObject(manifest);
  const lists = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies', 'imports'];
  const declared = lists.flatMap((list) => Object.keys(asObject(content[list])));
  return typeof content['name'] === 'string' ? [content['name'], ...declared] : declared;
};

/** The aliases in `paths` of a tsconfig, up to their star. Comments are allowed there, so it is read as text. Pure. */
export const aliases = (project: string): readonly string[] => {
  const paths = /"paths"\s*:\s*\{([^}]*)\}/u.exec(project)?.[1] ?? '';
  return [...paths.matchAll(/"([^"]+)"\s*:\s*\[/gu)].map((match) => (match[1] ?? '').replace(/\/?\*.*$/u, ''));
};

const parseObject = (text: string): { readonly [key: string]: unknown } => {
  try {
    return asObject(JSON.parse(text));
  } catch {
    // A manifest that cannot be read declares nothing; npm itself will say what is wrong with it.
    return {};
  }
};

const asObject = (value: unknown): { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null ? (value as { readonly [key: string]: unknown }) : {};
