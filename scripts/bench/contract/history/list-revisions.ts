import { createGit } from '../../../../guardrails/src/tree/git.ts';
import { nameOf } from '../../commits/open-mirror.ts';
import type { Revision } from './revision.ts';

/** A repository's documents: `CLONE:PATH`, or `CLONE:PATH+FOLDER/` where files of a folder belong to the document. */
export type HistorySource = { readonly clone: string; readonly path: string; readonly folder: string | null };

/** Reads `CLONE:PATH` and `CLONE:PATH+FOLDER/`; PATH may end in `/` for all documents below it. Pure. */
export const parseSource = (text: string): HistorySource => {
  const colon = text.lastIndexOf(':');
  const [path = '', folder = null] = text.slice(colon + 1).split('+');
  return { clone: text.slice(0, colon), path, folder };
};

/** Every commit without a merge that changed a document (added ones have nothing to compare with), oldest first. */
export const listRevisions = async ({ clone, path, folder }: HistorySource): Promise<readonly Revision[]> => {
  const git = createGit({ cwd: clone });
  const filter = folder === null ? ['--diff-filter=M'] : [];
  const log = await git.text([
    'log',
    '--reverse',
    '--no-merges',
    ...filter,
    '--name-only',
    '--format=@%H',
    'HEAD',
    '--',
    folder ?? path,
  ]);
  const revisions: Revision[] = [];
  let commit = '';
  for (const line of log.split('\n')) {
    if (line.startsWith('@')) {
      commit = line.slice(1);
      if (folder !== null) revisions.push({ repository: nameOf(clone), clone, commit, path });
    } else if (folder === null && /\.(json|ya?ml)$/.test(line))
      revisions.push({ repository: nameOf(clone), clone, commit, path: line });
  }
  return revisions;
};
