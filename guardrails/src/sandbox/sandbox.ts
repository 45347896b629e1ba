/** A socket of the host that a command may reach, and where it stands inside. */
export type SandboxSocket = { readonly host: string; readonly inside: string };

/** A command to run inside the walls. Paths are absolute and stand at the same place inside. */
export type SandboxCommand = {
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  readonly readOnly?: readonly string[];
  readonly writable?: readonly string[];
  readonly sockets?: readonly SandboxSocket[];
  /** Folder that becomes HOME (writable); a fresh tmpfs when absent. */
  readonly home?: string;
  /** Added to the allow-listed environment; nothing of the coordinator's own environment comes in. */
  readonly env?: { readonly [name: string]: string };
  readonly stdin?: string;
  readonly timeoutMs: number;
  /** Cap on each of stdout and stderr; what is over is dropped and `truncated` says so. Default 8 MiB. */
  readonly maxOutputBytes?: number;
  /** Memory the command's process tree may hold, in bytes. Default 4 GiB. */
  readonly maxMemoryBytes?: number;
  /** Processes and threads at once. Default 512. */
  readonly maxProcesses?: number;
  readonly onStdout?: (chunk: string) => void;
  readonly signal?: AbortSignal;
};

/** How a command ended. All its processes are dead when this is there. */
export type SandboxResult = {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
  /** Why we ended it, if we did. */
  readonly stopped: 'timeout' | 'memory' | 'processes' | 'cancelled' | null;
  readonly durationMs: number;
};
