import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { openCpuAccount } from './cpu-account.ts';

/** What a command took, its children included. */
export type Measured = {
  readonly wallSeconds: number;
  /** User and system time of all its processes, those in walls included. */
  readonly cpuSeconds: number;
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** Runs a command to its end and measures it. @throws when CPU time cannot be counted here (see openCpuAccount) */
export const measureProcess = async (
  argv: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Measured> => {
  const account = openCpuAccount();
  if (account === null)
    throw new Error('no control group can be made here, so CPU time cannot be counted: run as root');
  const startedAt = performance.now();
  const ended = await runCounted(argv, { ...options, procs: account.procs });
  const wallSeconds = (performance.now() - startedAt) / 1000;
  const cpuSeconds = account.readSeconds();
  account.close();
  return { ...ended, wallSeconds, cpuSeconds };
};

type Counted = { readonly cwd: string; readonly env?: NodeJS.ProcessEnv; readonly procs: string };

const runCounted = (
  argv: readonly string[],
  { cwd, env, procs }: Counted,
): Promise<Pick<Measured, 'exitCode' | 'stdout' | 'stderr'>> =>
  new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', 'echo $$ > "$0"; exec "$@"', procs, ...argv], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
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
