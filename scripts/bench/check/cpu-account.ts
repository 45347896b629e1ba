import { existsSync, mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

/** Counts the CPU time of a process and of everything that it starts, walls included. */
export type CpuAccount = {
  /** A file that a process writes its id to in order to be counted. */
  readonly procs: string;
  readonly readSeconds: () => number;
  /** Removes the account; all that was counted must have ended. */
  readonly close: () => void;
};

const roots = [
  { folder: '/sys/fs/cgroup/cpuacct', file: 'cpuacct.usage', read: (text: string) => Number(text) / 1e9 },
  {
    folder: '/sys/fs/cgroup',
    file: 'cpu.stat',
    read: (text: string) => Number(/usage_usec (\d+)/.exec(text)?.[1]) / 1e6,
  },
];

let opened = 0;

/**
 * Opens a control group that counts (version 1's `cpuacct`, else version 2). Null where this process may not make one. A shell's `time`
 * does not do: bubblewrap's process namespace does not hand the time of its processes on.
 */
export const openCpuAccount = (): CpuAccount | null => {
  for (const { folder, file, read } of roots) {
    const group = join(folder, `interlock-bench-${process.pid}-${(opened += 1)}`);
    try {
      mkdirSync(group);
    } catch {
      // Not this version, or not ours to make: the next one, else none.
      continue;
    }
    if (existsSync(join(group, file)))
      return {
        procs: join(group, 'cgroup.procs'),
        readSeconds: () => read(readFileSync(join(group, file), 'utf8')),
        close: () => rmdirSync(group),
      };
    rmdirSync(group);
  }
  return null;
};
