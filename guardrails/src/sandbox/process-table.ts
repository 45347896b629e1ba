import { readdirSync, readFileSync } from 'node:fs';

/** One process of the machine, as `/proc/<pid>/stat` has it. `startTicks` tells a reused pid from the first one. */
export type ProcessEntry = {
  readonly pid: number;
  readonly parent: number;
  readonly isDead: boolean;
  readonly threads: number;
  readonly startTicks: string;
};

/** All processes of the machine by pid; empty where there is no `/proc`. */
export const readProcessTable = (): ReadonlyMap<number, ProcessEntry> => {
  const entries = listProcesses().flatMap((pid) => readProcess(pid) ?? []);
  return new Map(entries.map((entry) => [entry.pid, entry]));
};

/** The process `pid` and all that descend from it and still run. Pure. */
export const processTree = (table: ReadonlyMap<number, ProcessEntry>, pid: number): readonly ProcessEntry[] => {
  const children = Map.groupBy(table.values(), (entry) => entry.parent);
  const descend = (entry: ProcessEntry): readonly ProcessEntry[] => [
    entry,
    ...(children.get(entry.pid) ?? []).flatMap(descend),
  ];
  const root = table.get(pid);
  return root === undefined ? [] : descend(root).filter((entry) => !entry.isDead);
};

/** One process, a zombie counted as dead; null when there is none. */
export const readProcess = (pid: number): ProcessEntry | null => {
  const stat = readText(`/proc/${pid}/stat`);
  return stat === null ? null : parseProcessStat(stat);
};

/** Reads a line of `/proc/<pid>/stat` (proc(5)): the name in it may hold spaces and brackets. Pure. */
export const parseProcessStat = (stat: string): ProcessEntry => {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    pid: Number.parseInt(stat, 10),
    parent: Number(fields[1]),
    isDead: fields[0] === 'Z' || fields[0] === 'X',
    threads: Number(fields[17]),
    startTicks: fields[19] ?? '',
  };
};

/** Bytes that a process alone holds, or shares as memory: anonymous and shared pages, not the files it maps. */
export const readMemoryBytes = (pid: number): number => {
  const status = readText(`/proc/${pid}/status`) ?? '';
  const kibibytes = [...status.matchAll(/^(?:RssAnon|RssShmem):\s*(\d+) kB$/gm)].map(([, value]) => Number(value));
  return kibibytes.reduce((sum, value) => sum + value, 0) * 1024;
};

/** The pids of the processes whose first environment held `entry`, a `NAME=value`. */
export const findProcessesByEnvironment = (entry: string): readonly number[] =>
  listProcesses().filter((pid) => readText(`/proc/${pid}/environ`)?.split('\0').includes(entry) ?? false);

const listProcesses = (): readonly number[] => {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    // No /proc: not Linux.
    return [];
  }
};

const readText = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process is gone, or another user's.
    return null;
  }
};
