/** What stands in for a control group where none can be made. */
export type LimitProgram = {
  /** Absolute path of util-linux's prlimit; null where it is missing. */
  readonly prlimit: string | null;
  /** RLIMIT_NPROC does not bind root, whatever user namespace it is in (fork.c compares with the first namespace's root). */
  readonly isRoot: boolean;
};

/** Above the limit, so that whoever counts sees it passed. */
const margin = 64;

/**
 * The command line that holds `argv` to so many processes and threads by RLIMIT_NPROC, set inside the walls: there it counts
 * only what runs in them (per user namespace since Linux 5.14), not all processes of the person. Unchanged where it would not
 * bind. Pure.
 */
export const limitProcesses = (
  argv: readonly [string, ...string[]],
  maxProcesses: number,
  { prlimit, isRoot }: LimitProgram,
): readonly [string, ...string[]] =>
  prlimit === null || isRoot ? argv : [prlimit, `--nproc=${maxProcesses + margin}`, '--', ...argv];
