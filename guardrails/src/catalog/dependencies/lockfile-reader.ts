import type { FactReader } from '../../tree/facts.ts';
import type { Lockfile, LockfileFact } from './lockfile.ts';
import { readBunLock } from './read-bun-lock.ts';
import { readNpmLock } from './read-npm-lock.ts';
import { readPnpmLock } from './read-pnpm-lock.ts';
import { readYarnLock } from './read-yarn-lock.ts';

/** Reads a lockfile by its form, whatever package manager its name promises. Never throws. */
export const lockfileReader: FactReader<LockfileFact> = {
  id: 'dependencies/lockfile',
  version: 1,
  read: (text) => {
    if (/^(?:<{7}|>{7}) /m.test(text)) return { problem: 'it holds the marks of a merge conflict' };
    try {
      const lockfile = readAny(text);
      const isLost = lockfile.packages.length === 0 && /integrity|resolved|checksum/.test(text);
      return isLost ? { problem: 'it is not laid out as its package manager writes it' } : { lockfile };
    } catch (error) {
      return { problem: error instanceof Error ? error.message : 'it cannot be parsed' };
    }
  },
};

const readAny = (text: string): Lockfile => {
  if (!text.trimStart().startsWith('{'))
    return /^lockfileVersion:/m.test(text) ? readPnpmLock(text) : readYarnLock(text);
  return /^\s*\{\s*"lockfileVersion":\s*\d+,(?:\s*"configVersion":\s*\d+,)?\s*"workspaces"/.test(text)
    ? readBunLock(text)
    : readNpmLock(text);
};
