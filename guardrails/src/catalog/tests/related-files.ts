import type { CollectContext } from '../../guardrail.ts';
import { importersOf } from '../../source/importers-of.ts';
import { readImportGraph } from '../../source/read-import-graph.ts';
import type { Tree } from '../../tree/tree.ts';
import { isCodeFile, isTestFile } from './test-paths.ts';
import type { Project } from './select-projects.ts';
import type { TestSelection } from './runner-command.ts';

/** The text of each package.json of a tree by its folder. */
export type Packages = { readonly texts: ReadonlyMap<string, string> };

/** Reads all package.json files of a tree, those in node_modules apart. */
export const readPackages = async (tree: Tree): Promise<Packages> => {
  const paths = (await tree.list()).map(({ path }) => path).filter((path) => /(^|\/)package\.json$/.test(path));
  const texts = await readTexts(
    tree,
    paths.filter((path) => !path.includes('node_modules/')),
  );
  return { texts: new Map([...texts].map(([path, text]) => [path.replace(/\/?package\.json$/, ''), text])) };
};

/** Few enough test files to run them all when no import leads to any of them. */
const smallNumberOfTests = 30;

/**
 * Which tests to run on head for a project. Vitest and Jest follow imports themselves, from what changed and from what
 * imported a deleted file. For node:test the imports are read here; a small project without a lead runs all its tests.
 */
export const selectTests = async (context: CollectContext, project: Project): Promise<TestSelection> => {
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
    const leads = ownGone.length === 0 ? [] : await readImporters(context, { present: [], gone: ownGone });
    return { by: 'related', files: [...new Set([...present, ...leads])].filter(isCodeFile) };
  }
  const tests = (await head.list()).map(({ path }) => path).filter((path) => isOwnTest(project.dir, path));
  const leads = new Set([...present, ...(await readImporters(context, { present, gone: ownGone }))]);
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

type Leads = { readonly present: readonly string[]; readonly gone: readonly string[] };

/** Files of head that import those that are there, directly or over others, or imported at base those that are gone. */
const readImporters = async (context: CollectContext, { present, gone }: Leads): Promise<readonly string[]> => {
  const { facts, base, head } = context;
  const headGraph = await readImportGraph(facts, head);
  const ofPresent = importersOf(headGraph, present);
  if (gone.length === 0) return [...ofPresent].filter((path) => !present.includes(path));
  const ofGone = importersOf(await readImportGraph(facts, base), gone);
  return [...ofPresent, ...ofGone].filter(
    (path) => headGraph.paths.has(path) && !present.includes(path) && !gone.includes(path),
  );
};

const readTexts = async (tree: Tree, paths: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const read = await Promise.all(paths.map(async (path) => [path, await tree.readText(path)] as const));
  return new Map(read.flatMap(([path, text]) => (text === null ? [] : [[path, text] as const])));
};
