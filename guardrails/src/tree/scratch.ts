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
  const asked = await git.text([
    'rev-parse',
    '--path-format=absolute',
    '--git-path',
    'objects',
    '--show-object-format',
  ]);
  const [objects = '', format = 'sha1'] = asked.split('\n');
  await mkdir(join(dir, 'info'), { recursive: true });
  await mkdir(join(dir, 'objects/info'), { recursive: true });
  await mkdir(join(dir, 'refs'), { recursive: true });
  await Promise.all([
    writeFile(join(dir, 'HEAD'), 'ref: refs/heads/main\n'),
    writeFile(join(dir, 'config'), configurationOf(format)),
    writeFile(join(dir, 'objects/info/alternates'), `${objects}\n`),
    writeFile(join(dir, 'info/attributes'), rawAttributes),
  ]);
  return createGit({ cwd: dir, gitDir: dir });
};

/** What `git init --bare` writes; it takes a process for that. */
const configurationOf = (objectFormat: string): string =>
  objectFormat === 'sha1'
    ? '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n'
    : `[core]\n\trepositoryformatversion = 1\n\tfilemode = true\n\tbare = true\n[extensions]\n\tobjectformat = ${objectFormat}\n`;
