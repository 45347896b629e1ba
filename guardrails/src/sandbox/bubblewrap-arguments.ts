import { etcFiles, etcPaths, firstEtcDescriptor } from './etc-files.ts';
import { defaultHome, sandboxEnvironment } from './sandbox-environment.ts';
import type { SandboxHost } from './sandbox-host.ts';
import type { SandboxCommand } from './sandbox.ts';

/** Which walls to build. */
export type Walls = {
  /**
   * True for a sandbox inside a sandbox (`latency` starts both servers so): it keeps the outer one's loopback, so that
   * the outer command can call it, and sees the outer `/proc` read-only (a second `/proc` may not be mounted), in which
   * it can neither signal nor read another's memory or environment: its users and processes are its own.
   * Needs no extra file descriptors: `spawn('bwrap', bubblewrapArguments(command, readSandboxHost(), { nested: true }))`.
   */
  readonly nested?: boolean;
};

/** Memory when the command names none: 4 GiB. */
export const defaultMemoryBytes = 4 * 1024 ** 3;

/**
 * The arguments of `bwrap` that put a command behind walls: the root is an allow-list (/usr, a made-up /etc, the running
 * Node, what the command names), own users, processes, network (none), IPC and host name, no capability, nothing of the
 * environment. Without `nested`, descriptor 3 gets bubblewrap's status and 4 and up bring {@link etcFiles}. Pure.
 */
export const bubblewrapArguments = (
  command: SandboxCommand,
  host: SandboxHost,
  { nested = false }: Walls = {},
): readonly string[] => [
  ...['--unshare-all', '--unshare-user', '--uid', '1000', '--gid', '1000', '--hostname', 'interlock'],
  ...(nested ? ['--share-net'] : ['--json-status-fd', '3']),
  ...['--die-with-parent', '--new-session', '--cap-drop', 'ALL'],
  ...rootFolders(host),
  ...(nested ? ['--ro-bind', '/etc', '/etc', '--ro-bind', '/proc', '/proc'] : [...etcFolder(), ...processFolder()]),
  ...memoryFolders(command),
  ...mounts(command, host),
  ...(command.sockets ?? []).flatMap((socket) => ['--ro-bind', socket.host, socket.inside]),
  // Only now: the mounts above made their parent folders in it.
  ...['--remount-ro', '/'],
  ...['--chdir', command.cwd, '--clearenv'],
  ...Object.entries(sandboxEnvironment(command, host.nodeDir)).flatMap(([name, value]) => ['--setenv', name, value]),
  ...['--', ...command.argv],
];

const rootFolders = (host: SandboxHost): readonly string[] => [
  ...['--ro-bind', '/usr', '/usr'],
  ...host.rootLinks.flatMap(([path, target]) => ['--symlink', target, path]),
  ...host.rootFolders.flatMap((path) => ['--ro-bind', path, path]),
  ...host.masked.flatMap((path) => ['--tmpfs', path, '--remount-ro', path]),
];

const etcFolder = (): readonly string[] => [
  ...etcFiles.flatMap(({ path }, index) => ['--ro-bind-data', String(firstEtcDescriptor + index), path]),
  ...etcPaths.flatMap((path) => ['--ro-bind-try', path, path]),
];

/**
 * Where the coordinator is root, the command's user is root to the kernel too: without these it could write
 * `/proc/sys/kernel/core_pattern` and run code on the machine (tried; bubblewrap covers it only for a privileged caller).
 */
const processFolder = (): readonly string[] => [
  ...['--proc', '/proc'],
  ...kernelSettings.flatMap((path) => ['--ro-bind-try', path, path]),
];

const kernelSettings = ['acpi', 'bus', 'driver', 'fs', 'irq', 'mtrr', 'pressure', 'scsi', 'sys', 'sysrq-trigger'].map(
  (name) => `/proc/${name}`,
);

/** What is written in these is memory, so each has a size and together they stay below the command's. */
const memoryFolders = (command: SandboxCommand): readonly string[] => {
  const memory = command.maxMemoryBytes ?? defaultMemoryBytes;
  const folder = (path: string, share: number) => ['--size', String(Math.floor(memory / share)), '--tmpfs', path];
  return [
    ...['--dev', '/dev', ...folder('/dev/shm', 8), '--remount-ro', '/dev'],
    ...[...folder('/tmp', 2), ...folder('/run', 64)],
    ...(command.home === undefined ? folder(defaultHome, 4) : []),
  ];
};

/** Parents before what stands below them, or the later mount would hide the earlier one; writable wins a tie. */
const mounts = (command: SandboxCommand, host: SandboxHost): readonly string[] => {
  const home = command.home === undefined ? [] : [command.home];
  const writable = [...new Set([...(command.writable ?? []), ...home])].map((path) => ['--bind', path] as const);
  const readOnly = [...new Set([...host.nodeFolders, ...(command.readOnly ?? [])])].map(
    (path) => ['--ro-bind', path] as const,
  );
  return [...readOnly, ...writable]
    .map(([option, path]) => ({ option, path, depth: path.split('/').filter(Boolean).length }))
    .sort((one, other) => one.depth - other.depth)
    .flatMap(({ option, path }) => [option, path, path]);
};
