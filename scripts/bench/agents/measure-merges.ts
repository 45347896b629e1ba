import { createFacts, createProcessMemory } from '../../../guardrails/src/tree/facts.ts';
import { createTree } from '../../../guardrails/src/tree/commit-tree.ts';
import type { Git } from '../../../guardrails/src/tree/git.ts';
import { readImportGraph } from '../../../guardrails/src/source/read-import-graph.ts';
import { predictConflicts, type Conflict } from '../../../agent-tasks/src/plan/predict-conflicts.ts';
import { taskOf } from './task-of.ts';
import { mapOfGraph } from './to-map.ts';

/** One merge of two branches in a public repository. */
export type Merge = {
  readonly sha: string;
  /** `text`: git could not merge; `repaired`: git could, and whoever merged changed more than git did. */
  readonly outcome: 'clean' | 'text' | 'repaired';
  readonly predicted: Conflict['kind'] | null;
};

/**
 * Replays merges of a repository's history, the newest first: both sides as tasks whose scope is just what they wrote, and
 * no prompt, against what git and the merge commit say. Sides of more than 30 files, or of none, are left out.
 */
export const measureMerges = async (git: Git, count: number): Promise<readonly Merge[]> => {
  const listed = await git.text([
    'log',
    '--merges',
    '--min-parents=2',
    '--max-parents=2',
    '--format=%H %P',
    '-n',
    '3000',
    'HEAD',
  ]);
  const facts = createFacts(createProcessMemory());
  const merges: Merge[] = [];
  for (const line of listed.split('\n').filter(Boolean)) {
    if (merges.length >= count) break;
    const [sha = '', one = '', other = ''] = line.split(' ');
    const found = await git.run(['merge-base', one, other]);
    const base = found.stdout.toString().trim();
    if (found.exitCode !== 0 || base === one || base === other) continue;
    const [ofOne, ofOther] = await Promise.all([one, other].map((side) => changedFiles(git, base, side)));
    if (!isSmall(ofOne) || !isSmall(ofOther)) continue;
    const tree = createTree({
      git,
      commit: base,
      tree: await git.text(['rev-parse', `${base}^{tree}`]),
      checkoutRoot: '/nonexistent',
      dependencies: null,
    });
    const map = mapOfGraph(await readImportGraph(facts, tree));
    const tasks = [taskOf('one', 'One side.', ofOne ?? []), taskOf('other', 'The other side.', ofOther ?? [])];
    const outcome = await outcomeOf(git, { sha, one, other });
    if (outcome !== null) merges.push({ sha, outcome, predicted: predictConflicts(tasks, map)[0]?.kind ?? null });
  }
  return merges;
};

const isSmall = (files: readonly string[] | undefined): boolean =>
  files !== undefined && files.length > 0 && files.length <= 30;

const changedFiles = async (git: Git, base: string, side: string): Promise<readonly string[]> =>
  (await git.text(['diff-tree', '-r', '-z', '--no-renames', '--name-only', base, side])).split('\0').filter(Boolean);

/** Null where the snapshot lacks an object. */
const outcomeOf = async (
  git: Git,
  { sha, one, other }: { readonly sha: string; readonly one: string; readonly other: string },
): Promise<Merge['outcome'] | null> => {
  const merged = await git.run(['merge-tree', '--write-tree', one, other]);
  if (merged.exitCode > 1) return null;
  if (merged.exitCode === 1) return 'text';
  const tree = await git.text(['rev-parse', `${sha}^{tree}`]);
  return merged.stdout.toString().trim() === tree ? 'clean' : 'repaired';
};
