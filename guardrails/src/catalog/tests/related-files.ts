import type { CollectContext } from '../../guardrail.ts';
import type { Tree } from '../../tree/tree.ts';
import { createImportGraph } from './import-graph.ts';
import type { ImportGraph } from './import-graph.ts';
import { isCodeFile, isTestFile } from './test-paths.ts';
import type { Project } from './select-projects.ts';
import type { TestSelection } from './runner-command.ts';

/** The name (for imports) and text of each package.json of a tree. */
export type Packages = {
  readonly texts: ReadonlyMap<string, string>;
  readonly folders: ReadonlyMap<string, string>;
};

/** Reads all package.json files of a tree, those in node_modules apart. */
export const readPackages = async (tree: Tree): Promise<Packages> => {
  const paths = (await tree.list()).map(({ path }) => path).filter((path) => /(^|\/)package\.json$/.test(path));
  const own = paths.filter((path) => !path.includes('node_modules/'));
  const texts = await readTexts(tree, own);
  const byFolder = new Map([...texts].map(([path, text]) => [path.replace(/\/?package\.json$/, ''), text]));
  const folders = new Map([...byFolder].flatMap(([dir, text]) => nameIn(text).map((name) => [name, dir] as const)));
  return { texts: byFolder, folders };
};

/** Few enough test files to run them all when no import leads to any of them. */
const smallNumberOfTests = 30;

/**
 * Which tests to run on head for a project. Vitest and Jest follow imports themselves, from what changed and from what
 * imported a deleted file. For node:test the imports are read here; a small project without a lead runs all its tests.
 */
export const selectTests = async (
  context: CollectContext,
  project: Project,
  packages: Packages,
): Promise<TestSelection> => {
  const { head, change } = context;
  const deleted = change.files.filter(({ status }) => status === 'deleted').map(({ path }) => path);
  const gone = [
    ...deleted,
    ...change.files.flatMap(({ status, basePath }) => (status === 'renamed' && basePath ? [basePath] : [])),
  ];
  const ownGone = gone.filter((path) => project.files.includes(path));
  const present = project.files.filter((path) => !gone.includes(path));
  if (project.runner.kind === 'command') return { by: 'file', files: present };
  if (project.runner.kind !== 'node') {
    const leads = ownGone.length === 0 ? [] : await importersOf(head, packages, ownGone);
    return { by: 'related', files: [...new Set([...present, ...leads])].filter(isCodeFile) };
  }
  const tests = (await head.list()).map(({ path }) => path).filter((path) => isOwnTest(project.dir, path));
  const leads = new Set([...present, ...(await importersOf(head, packages, [...present, ...ownGone]))]);
  const related = tests.filter((path) => leads.has(path));
  const all = tests.length <= smallNumberOfTests ? tests : [];
  return { by: 'file', files: related.length > 0 ? related : all };
};

const isOwnTest = (dir: string, path: string): boolean =>
  (dir === '' || path.startsWith(`${dir}/`)) &&
  !path.includes('node_modules/') &&
  (isTestFile(path) || isNodeTest(path));

/** `node --test` also runs whatever code stands in a folder `test`. */
const isNodeTest = (path: string): boolean =>
  /(^|\/)test\/(?!fixtures\/).*\.[cm]?[jt]s$/.test(path) && !path.endsWith('.d.ts');

const importersOf = async (tree: Tree, packages: Packages, targets: readonly string[]): Promise<readonly string[]> => {
  const graph = await readImportGraph(tree, packages, targets);
  return [...graph.importersOf(targets)].filter((path) => !targets.includes(path));
};

const readImportGraph = async (tree: Tree, packages: Packages, further: readonly string[]): Promise<ImportGraph> => {
  const paths = (await tree.list()).map(({ path }) => path);
  const code = paths.filter((path) => isCodeFile(path) && !path.endsWith('.json') && !path.includes('node_modules/'));
  return createImportGraph(await readTexts(tree, code), packages.folders, further);
};

const readTexts = async (tree: Tree, paths: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const read = await Promise.all(paths.map(async (path) => [path, await tree.readText(path)] as const));
  return new Map(read.flatMap(([path, text]) => (text === null ? [] : [[path, text] as const])));
};

const nameIn = (text: string): readonly string[] => {
  try {
    const parsed: unknown = JSON.parse(text);
    const name = typeof parsed === 'object' && parsed !== null && 'name' in parsed ? parsed.name : undefined;
    return typeof name === 'string' ? [name] : [];
  } catch {
    return [];
  }
};
