import type { CommitResult, PickedCommit } from '../commit-record.ts';

/** Guardrails that need a repository's dependencies. */
export const installedGuardrails = ['lint', 'types', 'tests'] as const;
export type InstalledGuardrail = (typeof installedGuardrails)[number];

/** What one guardrail said of one commit: one line of `results.jsonl`. */
export type InstalledResult = CommitResult & {
  readonly guardrail: InstalledGuardrail;
  /** Why the dependencies of base could not be installed: then nothing was checked. Null where they stand. */
  readonly notInstalled: string | null;
  /** How much was looked at: files linted, files compiled, tests run on head. 0 of a pass means that it says nothing. */
  readonly looked: number;
  /** What the guardrail says it left out, at most 10. */
  readonly notChecked: readonly string[];
};

/** What the child process is asked: first to put base and its dependencies in place, then one guardrail at a time. */
export type InstalledTask = {
  readonly step: 'prepare' | InstalledGuardrail;
  readonly commit: PickedCommit;
  /** Root of the repository of our own that borrows the objects: gets base's files and its node_modules. */
  readonly root: string;
  /** Folder for package managers and their stores. */
  readonly tools: string;
  readonly limitMs: number;
  /** While this file exists no commit is begun. */
  readonly pauseFile: string | null;
  /** The child puts its id there, to be counted; null where nothing counts. */
  readonly procs: string | null;
};

/** The child's answer: `null` for `prepare`. */
export type InstalledAnswer = InstalledResult | null;
