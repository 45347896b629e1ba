import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where cached evidence and the last reports stand: `$XDG_CACHE_HOME/interlock`, else `~/.cache/interlock`. */
export const cacheFolder = (): string => {
  const { XDG_CACHE_HOME: base } = process.env;
  return join(base === undefined || base === '' ? join(homedir(), '.cache') : base, 'interlock');
};
