import { homedir } from 'node:os';
import { join } from 'node:path';
import { createGit } from './git.ts';
import type { Repository } from './repository.ts';

const names = ['autocrlf', 'eol', 'filemode', 'symlinks', 'ignorecase', 'precomposeunicode', 'excludesfile'];

/**
 * Reads, from the user's own git configuration, the settings that decide how their files on disk become git objects:
 * line ends, executable bits, symlinks, and their list of ignored files. Runs nothing that the configuration names.
 */
export const readUserSettings = async ({ root }: Repository): Promise<{ readonly [name: string]: string }> => {
  const git = createGit({ cwd: root, env: { GIT_CONFIG_GLOBAL: undefined, GIT_CONFIG_NOSYSTEM: undefined } });
  const listed = await git.run(['config', '-z', '--show-scope', '--get-regexp', `^core\\.(${names.join('|')})$`]);
  return { 'core.excludesFile': defaultExcludesFile(), ...parseSettings(listed.stdout.toString()) };
};

const defaultExcludesFile = (): string =>
  join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'git/ignore');

/** Reads `scope NUL name LF value NUL …`; what our own command line set is not the user's. */
const parseSettings = (listed: string): { readonly [name: string]: string } => {
  const fields = listed.split('\0');
  const settings: { [name: string]: string } = {};
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [name = '', value = 'true'] = (fields[index + 1] ?? '').split('\n');
    if (fields[index] === 'command') continue;
    settings[name === 'core.excludesfile' ? 'core.excludesFile' : name] = value.replace(/^~(?=\/)/, homedir());
  }
  return settings;
};
