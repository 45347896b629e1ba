export type { SandboxCommand, SandboxResult, SandboxSocket } from './sandbox.ts';
export { scriptPath } from './script-path.ts';
export { bubblewrapArguments } from './bubblewrap-arguments.ts';
export type { Walls } from './bubblewrap-arguments.ts';
export { readSandboxHost } from './sandbox-host.ts';
export type { SandboxHost } from './sandbox-host.ts';
export { probeSandbox } from './probe-sandbox.ts';
export { runInSandbox } from './run-in-sandbox.ts';
