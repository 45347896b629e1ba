import { readdirSync, readFileSync } from 'node:fs';

/** Microseconds of processor time that a process has used, all its threads; Linux only (/proc/PID/task/TID/schedstat). */
export const cpuMicrosOf = (pid: number): number =>
  readdirSync(`/proc/${pid}/task`).reduce((sum, task) => sum + threadMicros(pid, task), 0);

const threadMicros = (pid: number, task: string): number => {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]) / 1000;
  } catch {
    // A thread that ended since it was listed; what it used is lost, and none of a service's lasts shorter than a load.
    return 0;
  }
};

/** Bytes of memory that a process holds, shared pages counted in part (PSS, proc(5)). */
export const memoryOf = (pid: number): number =>
  Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]) * 1024;
