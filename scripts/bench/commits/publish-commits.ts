import type { CommitResult } from './commit-record.ts';

/** The list to publish, tab-separated: repository, commit, author, verdict, codes that block. Sorted, no text of others. Pure. */
export const publishCommits = (results: readonly CommitResult[]): string => {
  const rows = results
    .map(({ repository, sha, author, verdict, blocking }) =>
      [repository, sha, author, verdict, [...new Set(blocking.map(({ code }) => code))].sort().join(' ')].join('\t'),
    )
    .sort();
  return `${['repository\tcommit\tauthor\tverdict\tcodes', ...rows].join('\n')}\n`;
};
