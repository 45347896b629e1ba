import { defaultMemoryBytes } from './bubblewrap-arguments.ts';
import { processTree, readMemoryBytes, readProcessTable } from './process-table.ts';
import type { SandboxCommand } from './sandbox.ts';
import type { StartedProcess } from './started-process.ts';

/** A limit that a process tree went over. */
export type LimitReached = 'memory' | 'processes';

type Watch = {
  readonly started: Pick<StartedProcess, 'child' | 'wasRefused'>;
  readonly maxProcesses: number;
  readonly maxMemoryBytes: number;
  readonly onReached: (limit: LimitReached) => void;
};

/** Processes and threads when the command names no limit. */
export const defaultProcesses = 512;

/** How often the trees are counted, in ms: one look at `/proc` serves all sandboxes. */
const intervalMs = 100;

const watches = new Set<Watch>();
let timer: NodeJS.Timeout | undefined;

/**
 * Counts the processes and the memory of a process tree ten times a second and tells once when it is over a limit. A control
 * group ({@link createControlGroup}), else RLIMIT_NPROC ({@link limitProcesses}), keeps a fork bomb from outrunning the looks
 * (root without control groups has neither). Memory is only watched: it overshoots by what is taken between two looks, and
 * memory that no process maps (memfd) is not seen; what is written to tmpfs is bounded by the folders' sizes.
 * @returns stops watching
 */
export const watchLimits = (
  started: Watch['started'],
  limits: Pick<SandboxCommand, 'maxProcesses' | 'maxMemoryBytes'>,
  onReached: (limit: LimitReached) => void,
): (() => void) => {
  const watch = {
    started,
    maxProcesses: limits.maxProcesses ?? defaultProcesses,
    maxMemoryBytes: limits.maxMemoryBytes ?? defaultMemoryBytes,
    onReached,
  };
  watches.add(watch);
  timer ??= setInterval(lookAtAll, intervalMs).unref();
  return () => forget(watch);
};

const lookAtAll = (): void => {
  const table = readProcessTable();
  for (const watch of [...watches]) {
    const tree = processTree(table, watch.started.child.pid ?? -1);
    const processes = tree.reduce((sum, entry) => sum + entry.threads, 0);
    const isOver = processes > watch.maxProcesses || watch.started.wasRefused();
    const limit = isOver ? 'processes' : isOverMemory(tree, watch) ? 'memory' : null;
    if (limit !== null) {
      forget(watch);
      watch.onReached(limit);
    }
  }
};

const isOverMemory = (tree: readonly { readonly pid: number }[], watch: Watch): boolean =>
  tree.reduce((sum, entry) => sum + readMemoryBytes(entry.pid), 0) > watch.maxMemoryBytes;

const forget = (watch: Watch): void => {
  watches.delete(watch);
  if (watches.size === 0) {
    clearInterval(timer);
    timer = undefined;
  }
};
