import { existsSync, lstatSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repository } from '../../tree/repository.ts';
import type { Surveyed } from './survey.ts';

/** The files that git tracks or would, not what it ignores. Follows no link. */
export const lookAtRepository = async ({ root, git }: Pick<Repository, 'root' | 'git'>): Promise<Surveyed> => {
  const listed = await git.text(['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  const isPlain = (path: string): boolean => existsSync(join(root, path)) && lstatSync(join(root, path)).isFile();
  return {
    paths: listed.split('\0').filter(Boolean),
    readText: async (path) => (isPlain(path) ? readFile(join(root, path), 'utf8') : null),
  };
};
