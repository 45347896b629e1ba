import type { SandboxCommand } from './sandbox.ts';

/** HOME inside when the command brings none: a tmpfs that dies with it. */
export const defaultHome = '/home/interlock';

/**
 * The whole environment of a command: fixed values, then what the command itself adds. Nothing of the coordinator's
 * own environment comes in. Pure.
 * @param nodeDir folder that stands first on PATH
 */
export const sandboxEnvironment = (
  command: Pick<SandboxCommand, 'env' | 'home'>,
  nodeDir: string,
): Readonly<Record<string, string>> => ({
  PATH: [...new Set([nodeDir, '/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'])].join(':'),
  HOME: command.home ?? defaultHome,
  LANG: 'C.UTF-8',
  TZ: 'UTC',
  TERM: 'dumb',
  NO_COLOR: '1',
  CI: '1',
  ...command.env,
});
