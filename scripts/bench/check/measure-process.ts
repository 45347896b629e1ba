import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What a command took, its children included. */
export type Measured = {
  readonly wallSeconds: number;
  /** User and system time of all processes that were waited for. */
  readonly cpuSeconds: number;
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** Runs a command to its end and measures it by bash's `time`. */
export const measureProcess = (
  argv: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Measured> =>
  new Promise((resolve, reject) => {
    // The times go to a descriptor of their own, so that they do not mix with what the command says.
    const script = `exec 4>&2; { TIMEFORMAT='%R %U %S'; time "$@" 2>&4 ; } 2>&3`;
    const child = spawn('bash', ['-c', script, 'measured', ...argv], {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const texts = ['', '', ''];
    [child.stdout, child.stderr, child.stdio[3]].forEach((stream, index) => {
      stream?.on('data', (chunk: Buffer) => {
        texts[index] = (texts[index] ?? '') + chunk.toString();
      });
    });
    child.on('error', reject);
    child.on('close', (exitCode) => {
      const [wall = NaN, user = NaN, system = NaN] = (texts[2] ?? '').trim().split(/\s+/).map(Number);
      const [stdout = '', stderr = ''] = texts;
      resolve({ wallSeconds: wall, cpuSeconds: user + system, exitCode, stdout, stderr });
    });
  });

/**
 * Watches the memory of everything that this process has started, while `work` runs: the most bytes held at once, shared
 * pages counted once for all that share them (PSS, proc(5)).
 */
export const watchMemory = async <Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly peakBytes: number }> => {
  let peakBytes = 0;
  const timer = setInterval(() => {
    peakBytes = Math.max(peakBytes, memoryOfDescendants(process.pid));
  }, 100);
  try {
    return { result: await work(), peakBytes };
  } finally {
    clearInterval(timer);
  }
};

const memoryOfDescendants = (root: number): number => {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? parentOf(Number(name)) : null;
    if (parent !== null) parents.set(Number(name), parent);
  }
  const isDescendant = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === root || isDescendant(parent));
  };
  return [...parents.keys()].filter(isDescendant).reduce((sum, pid) => sum + proportionalBytes(pid), 0);
};

const parentOf = (pid: number): number | null => {
  const stat = readProc(pid, 'stat');
  return stat === null ? null : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
};

const proportionalBytes = (pid: number): number =>
  Number(/^Pss:\s+(\d+) kB/m.exec(readProc(pid, 'smaps_rollup') ?? '')?.[1] ?? 0) * 1024;

const readProc = (pid: number, file: string): string | null => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // It has ended since it was listed.
    return null;
  }
};
