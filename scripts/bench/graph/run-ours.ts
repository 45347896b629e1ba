// Run as a process of its own, so that its time is its own: reads the import graph of a clone's HEAD and writes, as JSON, what of it
// lies in a folder. Arguments: the clone, the cache, the folder (ending with a slash, '' for all).
import { join } from 'node:path';
import { openFactMemory } from '../../../guardrails/src/check/fact-memory.ts';
import { readImportGraph } from '../../../guardrails/src/source/read-import-graph.ts';
import { strongComponents } from '../../../guardrails/src/source/strong-components.ts';
import { isModulePath } from '../../../guardrails/src/source/source-paths.ts';
import { createTree } from '../../../guardrails/src/tree/commit-tree.ts';
import { createFacts } from '../../../guardrails/src/tree/facts.ts';
import { openRepository } from '../../../guardrails/src/tree/repository.ts';

const [root = '.', cache = '.', folder = ''] = process.argv.slice(2);
const { git } = await openRepository(root);
const tree = await git.text(['rev-parse', 'HEAD^{tree}']);
const memory = openFactMemory({ dir: cache });
const graph = await readImportGraph(
  createFacts(memory),
  createTree({ git, commit: null, tree, checkoutRoot: join(cache, 'none'), dependencies: null }),
);
memory.close();
const files = [...graph.files.keys()].filter((file) => isModulePath(file) && file.startsWith(folder));
const edgesWithin = (file: string) => graph.edgesFrom(file).filter(({ to }) => to.startsWith(folder));
const components = strongComponents(files, (file) => edgesWithin(file).map(({ to }) => to));
const componentOf = new Map(components.flatMap((nodes, index) => nodes.map((file) => [file, index] as const)));
const inside = (file: string): string => file.slice(folder.length);
const edges = files.flatMap(edgesWithin).map(({ from, to, specifier }) => ({
  ...{ from: inside(from), to: inside(to), specifier },
  isCircular: componentOf.has(from) && componentOf.get(from) === componentOf.get(to),
}));
process.stdout.write(`${JSON.stringify({ files: files.map(inside), edges })}\n`);
