import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createGit, type Git } from './git.ts';

/**
 * Attributes that make git take content as it is: no filter program, no line-end or keyword conversion, no encoding,
 * no diff driver. In `info/attributes` of a git directory of our own they win over every `.gitattributes` of a tree.
 */
export const rawAttributes = '* -filter -text -ident !diff !merge !eol !working-tree-encoding\n';

/**
 * Creates a bare git directory of our own beside a repository: it reads the repository's objects, writes its own into
 * `dir`, and has neither the repository's configuration nor its attributes. Nothing in the repository changes.
 * @param git any git of the repository
 * @param dir an absolute path that is not there yet
 */
export const createScratchGit = async (git: Git, dir: string): Promise<Git> => {
  const [objects, format] = await Promise.all([
    git.text(['rev-parse', '--path-format=absolute', '--git-path', 'objects']),
    git.text(['rev-parse', '--show-object-format']),
  ]);
  await git.text(['init', '--quiet', '--bare', '--template=', `--object-format=${format}`, dir]);
  await mkdir(join(dir, 'info'), { recursive: true });
  await mkdir(join(dir, 'objects/info'), { recursive: true });
  await writeFile(join(dir, 'objects/info/alternates'), `${objects}\n`);
  await writeFile(join(dir, 'info/attributes'), rawAttributes);
  return createGit({ cwd: dir, gitDir: dir });
};
