import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** Absolute path of the first `bwrap` on the coordinator's PATH; null when there is none. */
export const findBubblewrap = (): string | null =>
  (process.env['PATH'] ?? '/usr/bin:/bin')
    .split(':')
    .map((folder) => join(folder, 'bwrap'))
    .find((path) => isAbsolute(path) && existsSync(path)) ?? null;
