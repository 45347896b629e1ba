import { writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { withTemporaryFolder } from '../../../guardrails/src/tree/temporary-folder.ts';
import { measureProcess, type Measured } from '../check/measure-process.ts';
import { compareGraphs } from './compare-graphs.ts';
import { formatComparison, type TreeComparison } from './format-comparison.ts';
import { parsePlainGraph } from './plain-graph.ts';

const help = `Compares our import graph with dependency-cruiser's on real repositories: each import between files, each cycle, and the time.

  npm run bench:graph -- TREE… [--publish FILE]

  TREE            a clone with its files checked out; no dependencies need to be installed. CLONE:FOLDER compares one package of it,
                  with that package's tsconfig: dependency-cruiser takes only one
  --publish FILE  also write the table as Markdown

Imports that one tool has and the other has not are counted by reason. Exit code 1 when there is one without a reason.
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { publish: { type: 'string' }, help: { type: 'boolean', default: false } },
});

const script = (name: string): string => join(import.meta.dirname, name);

const runTool = async (name: string, cwd: string, more: readonly string[] = []): Promise<Measured> => {
  const measured = await measureProcess([process.execPath, '--max-old-space-size=8192', script(name), ...more], {
    cwd,
  });
  if (measured.exitCode !== 0) throw new Error(`${name} failed in ${cwd}: ${measured.stderr.slice(-2000)}`);
  return measured;
};

const compareTree = (tree: string): Promise<TreeComparison> =>
  withTemporaryFolder('interlock-graph-', async (cache) => {
    const [clone = '', folder = ''] = tree.split(':');
    const ownArguments = [resolve(clone), cache, folder === '' ? '' : `${folder}/`];
    process.stderr.write(`${tree}: ours\n`);
    const cold = await runTool('run-ours.ts', clone, ownArguments);
    const warm = await runTool('run-ours.ts', clone, ownArguments);
    process.stderr.write(`${tree}: dependency-cruiser\n`);
    const theirs = await runTool('run-dependency-cruiser.ts', join(clone, folder));
    return {
      name: `${basename(clone)}${folder === '' ? '' : ` ${folder}`}`,
      compared: compareGraphs(parsePlainGraph(cold.stdout), parsePlainGraph(theirs.stdout)),
      seconds: { cold: cold.cpuSeconds, warm: warm.cpuSeconds, theirs: theirs.cpuSeconds },
    };
  });

if (values.help || positionals.length === 0) {
  process.stdout.write(help);
  process.exitCode = values.help ? 0 : 2;
} else {
  const trees: TreeComparison[] = [];
  for (const tree of positionals) trees.push(await compareTree(tree));
  const text = formatComparison(trees);
  process.stdout.write(text);
  if (values.publish !== undefined) await writeFile(resolve(values.publish), text);
  if (trees.some(({ compared }) => compared.unexplained.length > 0)) process.exitCode = 1;
}
