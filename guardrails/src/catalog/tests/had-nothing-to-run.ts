import type { CollectContext } from '../../guardrail.ts';
import { importersOf } from '../../source/importers-of.ts';
import { readImportGraph } from '../../source/read-import-graph.ts';
import type { Tree } from '../../tree/tree.ts';
import type { RunAndCollectAnswer } from './run-and-collect.ts';
import type { TestSelection } from './runner-command.ts';
import { isOfTests } from './test-paths.ts';

/** A run that ended, and what it was asked for. */
export type EndedRun = {
  readonly tree: Tree;
  readonly selection: TestSelection;
  readonly answer: RunAndCollectAnswer;
};

/**
 * Whether a runner that ended well without a report had nothing to run, for Vitest before 3 writes none then. The import graph
 * says whether a test is related: what the runner printed may be the words of the change's own code.
 */
export const hadNothingToRun = async (
  { facts }: Pick<CollectContext, 'facts'>,
  { tree, selection, answer }: EndedRun,
): Promise<boolean> => {
  if (selection.by !== 'related' || answer.state !== 'ran') return false;
  if (answer.exitCode !== 0 || answer.report !== null) return false;
  const reached = importersOf(await readImportGraph(facts, tree), selection.files);
  return ![...selection.files, ...reached].some(isOfTests);
};
