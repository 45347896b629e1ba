import { accessSync, constants, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A control group of one command: the kernel refuses it more processes, at once. */
export type ControlGroup = {
  /** The command line that first enters the group and then becomes `argv`. */
  readonly enter: (argv: readonly string[]) => readonly [string, ...string[]];
  /** The processes in it that run. */
  readonly processes: () => readonly number[];
  /** True once the kernel refused it a process. */
  readonly wasRefused: () => boolean;
  /** Call it when they are dead. */
  readonly remove: () => void;
};

/** For bubblewrap's own processes. */
const margin = 4;

/**
 * Creates a control group that holds at most so many processes and threads; null where the machine lets us
 * make none (no version 2 group that was handed to us, no version 1 `pids` hierarchy that we may write).
 */
export const createControlGroup = (maxProcesses: number): ControlGroup | null => {
  const parent = (groupParent ??= { path: findParent() }).path;
  if (parent === null) return null;
  const path = join(parent, `${prefix}${process.pid}-${(created += 1)}`);
  try {
    mkdirSync(path);
    writeFileSync(join(path, 'pids.max'), String(maxProcesses + margin));
  } catch {
    // What could be made before cannot now: counting alone has to do.
    removeGroup(path);
    return null;
  }
  const members = join(path, 'cgroup.procs');
  let refused = false;
  const wasRefused = () => (refused ||= /^max [1-9]/m.test(readText(join(path, 'pids.events'))));
  return {
    enter: (argv) => ['/bin/sh', '-c', enterScript, 'interlock', members, ...argv],
    processes: () => readFileSync(members, 'utf8').split('\n').filter(Boolean).map(Number),
    wasRefused,
    remove: () => {
      // Asked now, because the answer goes with the group.
      wasRefused();
      removeGroup(path);
    },
  };
};

/** Where the kernel refuses the move after all, counting alone has to do. */
const enterScript = '{ echo 0 > "$1"; } 2>/dev/null; shift; exec "$@"';

let created = 0;
let groupParent: { readonly path: string | null } | undefined;
const prefix = 'interlock-';

/** Looked for once a process; what a killed coordinator left is swept then. */
const findParent = (): string | null => {
  const parent = candidates().find(isUsable) ?? null;
  if (parent !== null) sweep(parent);
  return parent;
};

/** Folders in which a group with a `pids` limit could be made, by `/proc/self/cgroup` (cgroups(7)). */
const candidates = (): readonly string[] => {
  const lines = readText('/proc/self/cgroup').split('\n');
  const version2 = lines.find((line) => line.startsWith('0::'))?.slice(3);
  const version1 = lines.find((line) => /^\d+:(?:[^:]*,)?pids(?:,[^:]*)?:/.test(line))?.split(':')[2];
  return [
    // A version 2 group with processes in it hands no controller on, so ours stands beside that of this process.
    ...(version2 === undefined ? [] : [join('/sys/fs/cgroup', dirname(version2))]),
    ...(version1 === undefined ? [] : [join('/sys/fs/cgroup/pids', version1)]),
  ];
};

const isUsable = (path: string): boolean => {
  const isVersion1 = path.startsWith('/sys/fs/cgroup/pids');
  if (!isVersion1 && !readText(join(path, 'cgroup.subtree_control')).split(/\s+/).includes('pids')) return false;
  try {
    // Moving a process needs both; a trial group shows what a read-only mount or missing rights would refuse.
    accessSync(join(path, 'cgroup.procs'), constants.W_OK);
    const trial = join(path, `${prefix}${process.pid}-trial`);
    mkdirSync(trial);
    rmdirSync(trial);
    return true;
  } catch {
    // Not ours to write.
    return false;
  }
};

const sweep = (parent: string): void => {
  for (const name of readdirSync(parent)) {
    const owner = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (owner !== undefined && readText(`/proc/${owner}/stat`) === '') removeGroup(join(parent, name));
  }
};

const removeGroup = (path: string): void => {
  try {
    rmdirSync(path);
  } catch {
    // Not made, or a process in it is not yet buried: empty groups cost nothing, and the next sweep takes it.
  }
};

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Not there: no control groups of this kind.
    return '';
  }
};
