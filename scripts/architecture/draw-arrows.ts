import { cruise, type ICruiseResult } from 'dependency-cruiser';

/** What a picture is drawn of: folders two levels deep in the two tools, services and the plugin whole. */
const folders = '^((guardrails|agent-tasks)/src/[^/]+|services/[^/]+|eslint-plugin-local)/';

const titles: Readonly<Record<string, string>> = {
  guardrails: 'guardrails/src',
  'agent-tasks': 'agent-tasks/src',
  services: 'services',
};

/**
 * Draws which folder imports which, as a Mermaid flowchart, from the sources as they are (tests apart). What a folder
 * imports that it also reaches by a longer way is not drawn. There must be no cycle between folders.
 * @param root absolute path of the repository
 */
export const drawArrows = async (root: string): Promise<string> => {
  const { output } = await cruise(['guardrails/src', 'agent-tasks/src', 'services', 'eslint-plugin-local/src'], {
    baseDir: root,
    collapse: folders,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/fixtures/|/dist/|\\.(test|builder)\\.ts$|node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  });
  const { modules } = output as ICruiseResult;
  const nodes = modules
    .map(({ source }) => source)
    .filter(isFolder)
    .sort();
  const edges = modules.flatMap(({ source, dependencies }) =>
    dependencies
      .map(({ resolved }) => [source, resolved] as const)
      .filter(([from, to]) => isFolder(from) && isFolder(to)),
  );
  const arrows = withoutDetours(edges).map(([from, to]) => `  ${idOf(from)} --> ${idOf(to)}`);
  return ['flowchart LR', ...drawNodes(nodes), ...arrows.sort()].join('\n');
};

type Edge = readonly [from: string, to: string];

/** The transitive reduction: an arrow that a longer way implies is left out, so that the picture can be read. */
const withoutDetours = (edges: readonly Edge[]): readonly Edge[] => {
  const next = (from: string): readonly string[] => edges.filter(([source]) => source === from).map(([, to]) => to);
  const isReached = (from: string, goal: string): boolean =>
    next(from).some((step) => step === goal || isReached(step, goal));
  return edges.filter(([from, to]) => !next(from).some((step) => step !== to && isReached(step, to)));
};

const isFolder = (source: string): boolean => new RegExp(folders).test(source) && source.endsWith('/');

const drawNodes = (nodes: readonly string[]): string[] =>
  Object.entries(Object.groupBy(nodes, (node) => node.split('/')[0] ?? '')).flatMap(([group, members = []]) =>
    titles[group] === undefined
      ? members.map((node) => `  ${idOf(node)}["${node}"]`)
      : [`  subgraph ${titles[group]}`, ...members.map((node) => `    ${idOf(node)}["${nameOf(node)}"]`), '  end'],
  );

const idOf = (node: string): string =>
  node
    .replace('/src/', '_')
    .replaceAll(/[^a-z]+/g, '_')
    .replace(/_$/, '');
const nameOf = (node: string): string => node.split('/').at(-2) ?? node;
