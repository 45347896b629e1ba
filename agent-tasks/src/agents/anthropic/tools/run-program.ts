import { spawn } from 'node:child_process';

/** How a program ended. Its process group is dead. */
export type ProgramResult = {
  /** Null when a signal ended it or it could not start. */
  readonly exitCode: number | null;
  /** Stdout and stderr as they came; of a long output the middle is left out. */
  readonly output: string;
  readonly isTimeout: boolean;
};

export type Program = {
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
};

/**
 * Runs a program in a process group of its own and kills the whole group when it ends, when the time is up or when the
 * signal says so: nothing that it put into the background lives on, or a call could wait for it for ever.
 */
export const runProgram = ({ argv, cwd, timeoutMs, signal }: Program): Promise<ProgramResult> =>
  new Promise((resolve) => {
    const [file, ...rest] = argv;
    const child = spawn(file, rest, { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = createOutput();
    let isTimeout = false;
    const kill = (): void => killGroup(child.pid);
    const timer = setTimeout(() => {
      isTimeout = true;
      kill();
    }, timeoutMs);
    const finish = (exitCode: number | null): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', kill);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ exitCode, output: output.read(), isTimeout });
    };
    signal.addEventListener('abort', kill, { once: true });
    child.stdout.on('data', output.push);
    child.stderr.on('data', output.push);
    child.on('error', (cause) => {
      output.push(Buffer.from(cause.message));
      finish(null);
    });
    child.on('exit', (exitCode) => {
      kill();
      // A process that left the group may hold the pipes open: what it prints later is not waited for.
      const grace = setTimeout(() => finish(exitCode), pipeGraceMs);
      child.on('close', () => {
        clearTimeout(grace);
        finish(exitCode);
      });
    });
    if (signal.aborted) kill();
  });

const pipeGraceMs = 500;

const killGroup = (pid: number | undefined): void => {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // ESRCH: the group is gone already.
  }
};

const maxKeptBytes = 200_000;

const createOutput = () => {
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  let dropped = 0;
  return {
    push: (chunk: Buffer): void => {
      const room = maxKeptBytes - head.byteLength;
      head = Buffer.concat([head, chunk.subarray(0, room)]);
      const rest = Buffer.concat([tail, chunk.subarray(Math.max(0, room))]);
      tail = rest.subarray(-maxKeptBytes);
      dropped += rest.byteLength - tail.byteLength;
    },
    read: (): string =>
      `${head.toString('utf8')}${dropped > 0 ? `\n[… ${dropped} bytes left out …]\n` : ''}${tail.toString('utf8')}`,
  };
};
