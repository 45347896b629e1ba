import { createFacts, createTree, withTemporaryFolder, type Git } from '@interlock-dev/guardrails/tree';
import { readImportGraph, type ImportGraph } from '@interlock-dev/guardrails/source';
import { findHotFiles, type PackageFacts, type RepositoryMap } from '../plan/repository-map.ts';

/** Reads what a plan is held against from a commit: nothing is checked out, and no code runs. */
export const readRepositoryMap = (git: Git, commit: string): Promise<RepositoryMap> =>
  withTemporaryFolder('interlock-map-', async (dir) => {
    const tree = createTree({
      git,
      commit,
      tree: await git.text(['rev-parse', '--verify', `${commit}^{tree}`]),
      checkoutRoot: dir,
      dependencies: null,
    });
    const graph = await readImportGraph(createFacts(), tree);
    const manifests = [...graph.paths].filter((path) => /(?:^|\/)package\.json$/.test(path));
    const packages = await Promise.all(
      manifests.map(async (path) => [folderOf(path), parsePackage(await tree.readText(path))] as const),
    );
    return {
      paths: [...graph.paths].sort(),
      importsOf: (file) =>
        graph.edgesFrom(file).map(({ to, line, kind }) => ({ to, line, isReExport: kind === 'export' })),
      exportsOf: (file) =>
        (graph.files.get(file)?.exports ?? []).flatMap(({ name, from }) => (from === undefined ? [name] : [])),
      packages: new Map(packages),
      hotFiles: findHotFiles([...graph.paths].sort(), (path) => isBarrel(graph, path)),
    };
  });

const folderOf = (path: string): string => path.slice(0, -'package.json'.length).replace(/\/$/, '');

/** A module of three exports and more that declares next to nothing itself. */
const isBarrel = ({ files }: ImportGraph, path: string): boolean => {
  const exported = files.get(path)?.exports ?? [];
  return exported.length >= 3 && exported.filter(({ from }) => from !== undefined).length > exported.length * 0.8;
};

const parsePackage = (text: string | null): PackageFacts => {
  try {
    const content = JSON.parse(text ?? '{}') as { name?: unknown; scripts?: unknown } | null;
    const scripts =
      typeof content?.scripts === 'object' && content.scripts !== null ? Object.keys(content.scripts) : [];
    return { name: typeof content?.name === 'string' ? content.name : null, scripts: new Set(scripts) };
  } catch {
    // What it says will be a finding of whoever needs it; here it only names no script.
    return { name: null, scripts: new Set() };
  }
};
