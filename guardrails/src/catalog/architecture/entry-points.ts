import type { ImportGraph } from '../../source/import-graph.ts';
import { findPackageFile } from '../../source/find-package-file.ts';
import { packagesByFolder } from '../../source/own-packages.ts';
import {
  folderOf,
  isComponentPath,
  isDeclarationPath,
  isGeneratedPath,
  isTestPath,
} from '../../source/source-paths.ts';

/** Names that are started, or found by a framework or tool, without an import. */
const startedByName =
  /(?:^|\/)(?:index|main|server|app|cli|start|worker|[^/]*worker|entry[^/]*|bootstrap|setup[^/]*|instrumentation[^/]*|middleware|proxy|client|env|global[^/]*|preload|polyfills?|register|seed|gulpfile|jakefile|[^/]*\.(?:config|conf|setup|rc|worker|d|stories|page|layout|route|controller|module|migration|command|job|task|script|entry|server|client|action|plugin|processor|handler|subscriber))\.[^/]+$/u;

/** Folders in which a framework or tool finds files by their place. */
const startedByPlace =
  /(?:^|\/)(?:bin|scripts?|tools?|pages|app|routes?|api|migrations?|seeds?|plugins?|commands?|jobs?|functions|public|static|examples?|docs?|benchmarks?|bench|templates?|locales?|i18n|hooks|stories|\.[^/]+)\//u;

/** Creates the test whether a module may be reached by something other than an import. Pure. */
export const createEntryTest = (graph: ImportGraph): ((file: string) => boolean) => {
  const named = namedFiles(graph);
  return (file) =>
    named.files.has(file) ||
    isTestPath(file) ||
    isComponentPath(file) ||
    isDeclarationPath(file) ||
    isGeneratedPath(file) ||
    !file.includes('/') ||
    startedByName.test(file) ||
    startedByPlace.test(file) ||
    named.texts.some((text) => text.includes(stem(file)));
};

const namedFiles = ({ paths, projects }: ImportGraph) => {
  const packages = [...packagesByFolder(projects).values()];
  const files = packages.flatMap((own) => {
    const found = findPackageFile(paths, own, '');
    return found === null ? [] : [found];
  });
  const texts = packages.flatMap(({ manifest: { bin, entries, exports, imports, scripts } }) => [
    ...bin,
    ...entries,
    ...scripts,
    JSON.stringify([exports, imports]),
  ]);
  return { files: new Set(files), texts };
};

/** The name with its folder, without ending: how a script or an export calls a file. */
const stem = (file: string): string => {
  const folder = folderOf(file).split('/').at(-1) ?? '';
  return `${folder}/${file.slice(folderOf(file).length + 1).replace(/\.[^/]*$/u, '')}`;
};
