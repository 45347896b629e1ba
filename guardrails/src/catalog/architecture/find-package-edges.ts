import type { ImportGraph } from '../../source/import-graph.ts';
import { packagesByFolder } from '../../source/own-packages.ts';
import { foldersAbove, isTestPath } from '../../source/source-paths.ts';
import type { PackageEdge } from './graph-evidence.ts';
import type { GraphPair } from './graph-pair.ts';

/** Creates the function from a file to the package that it belongs to: the name, or the folder of one without a name. Pure. */
export const createPackageOf = (graph: ImportGraph): ((file: string) => string) => {
  const packages = packagesByFolder(graph.projects);
  const known = new Map<string, string>();
  return (file) => {
    const [folder = ''] = foldersAbove(file);
    const name = known.get(folder) ?? nameIn(packages, file);
    known.set(folder, name);
    return name;
  };
};

const nameIn = (packages: ReturnType<typeof packagesByFolder>, file: string): string => {
  const folder = foldersAbove(file).find((above) => packages.has(above)) ?? '';
  return packages.get(folder)?.manifest.name ?? (folder === '' ? '.' : folder);
};

/** The pairs of packages of the tree of which one imports the other for the first time, at its first import. Pure. */
export const findPackageEdges = (pair: GraphPair): readonly PackageEdge[] => {
  const atHead = edgesBetween(pair.head, pair.changed);
  if (atHead.length === 0) return [];
  const before = new Set(edgesBetween(pair.base, [...pair.base.files.keys()]).map(nameOf));
  const packages = new Set([...packagesByFolder(pair.base.projects).values()].map(({ manifest }) => manifest.name));
  const first = new Map(atHead.toReversed().map((edge) => [nameOf(edge), edge]));
  // What a new package imports comes with it; what is new is that an old one imports another.
  return [...first.values()].filter((edge) => !before.has(nameOf(edge)) && packages.has(edge.from)).reverse();
};

const nameOf = ({ from, to }: PackageEdge): string => `${from}\n${to}`;

const edgesBetween = (graph: ImportGraph, files: readonly string[]): readonly PackageEdge[] => {
  const packageOf = createPackageOf(graph);
  return files
    .filter((file) => !isTestPath(file))
    .flatMap((file) => {
      const from = packageOf(file);
      const inside = graph.edgesFrom(file).map(({ to, ...edge }) => ({ ...edge, to: packageOf(to) }));
      const outside = graph
        .outsideOf(file)
        .flatMap(({ resolution, ...edge }) =>
          resolution.kind === 'own-package' ? [{ ...edge, to: resolution.name }] : [],
        );
      return [...inside, ...outside]
        .filter(({ to }) => to !== from && to !== '.')
        .map(({ to, line, specifier, isTypeOnly }) => ({ from, to, file, line, specifier, isTypeOnly }));
    });
};
