import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkedGuardrails } from '../../guardrails/src/check/catalog.ts';
import type { BriefTerms } from '../../guardrails/src/policy/brief-terms.ts';
import { withTemporaryFolder } from '../../guardrails/src/tree/temporary-folder.ts';
import { workInProcesses } from '../../scripts/bench/processes/work-in-processes.ts';
import { buildCases, type BuiltCase } from './build-cases.ts';
import type { GuardbenchCase } from './guardbench-case.ts';
import type { NamedClass } from './load-classes.ts';
import type { CaseTask } from './run-check-case.ts';
import { scoreCase, type CaseScore, type SeenCase } from './score-case.ts';

/** Which guardrails run, and how. */
export type RunOptions = {
  /** Only the guardrails that a class names; otherwise all but `latency`. */
  readonly isShort: boolean;
  readonly jobs: number;
  readonly onScore?: (score: CaseScore, progress: { readonly done: number; readonly total: number }) => void;
};

/** A scored case with its class. */
export type ScoredCase = { readonly className: string; readonly score: CaseScore };

type CaseOfClass = { readonly className: string; readonly only: readonly string[]; readonly one: GuardbenchCase };

// A case is small: what takes longer hangs.
const limitMs = 180_000;

/** Checks every case of the classes in child processes and compares with the labels, in the order of the cases. */
export const runCases = (classes: readonly NamedClass[], options: RunOptions): Promise<readonly ScoredCase[]> =>
  withTemporaryFolder('interlock-guardbench-', async (folder) => {
    const cases = classes.flatMap((each) => casesOf(each, options));
    const repository = join(folder, 'repository');
    const built = await buildCases(
      { cwd: folder, dir: repository },
      cases.map(({ one }) => one),
    );
    const scores = new Map<number, CaseScore>();
    const keep = (index: number, seen: SeenCase): void => {
      const one = cases[index]?.one;
      if (one === undefined) return;
      const score = scoreCase(one, seen);
      scores.set(index, score);
      options.onScore?.(score, { done: scores.size, total: cases.length });
    };
    await workInProcesses<CaseTask, SeenCase>({
      script: fileURLToPath(new URL('./run-check-case.ts', import.meta.url)),
      groups: deal(toTasks(cases, { repository, built }), options.jobs),
      jobs: options.jobs,
      limitMs,
      onAnswer: ({ index }, seen) => keep(index, seen),
      onLost: ({ index, only }, reason) => keep(index, { ran: only, findings: [], unable: [{ id: 'check', reason }] }),
    });
    return cases.flatMap(({ className }, index) => {
      const score = scores.get(index);
      return score === undefined ? [] : [{ className, score }];
    });
  });

const casesOf = ({ name, guardrails, cases }: NamedClass, { isShort }: RunOptions): readonly CaseOfClass[] => {
  const all = checkedGuardrails.map(({ id }) => id).filter((id) => id !== 'latency');
  // A class may be written before its guardrail is there.
  const only = isShort ? guardrails.filter((id) => all.includes(id)) : all;
  return cases.map((one) => ({ className: name, only, one }));
};

const toTasks = (
  cases: readonly CaseOfClass[],
  { repository, built }: { readonly repository: string; readonly built: readonly BuiltCase[] },
): readonly CaseTask[] =>
  cases.flatMap(({ one, only }, index) => {
    const commits = built[index];
    return commits === undefined ? [] : [{ index, repository, ...commits, only, brief: briefOf(one) }];
  });

/** The terms that a brief of a case leaves open. Pure. */
const briefOf = ({ brief }: GuardbenchCase): BriefTerms | null =>
  brief === undefined
    ? null
    : {
        task: 'case',
        scope: { write: ['**'], forbid: [] },
        api: 'unchanged',
        tests: 'add',
        behaviour: 'unchanged',
        diffLines: null,
        ...brief,
      };

/** Deals tasks out like cards in short hands, so that no process is left with all the slow ones. */
const deal = (tasks: readonly CaseTask[], jobs: number): readonly (readonly CaseTask[])[] => {
  const size = Math.max(1, Math.min(25, Math.ceil(tasks.length / (jobs * 4))));
  return Array.from({ length: Math.ceil(tasks.length / size) }, (_, hand) =>
    tasks.slice(hand * size, (hand + 1) * size),
  );
};
