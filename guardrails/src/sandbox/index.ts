export type { SandboxCommand, SandboxResult, SandboxSocket } from './sandbox.ts';
export { scriptPath } from './script-path.ts';
