import type { NotChecked } from '../../../guardrail.ts';
import { matchGlobs } from '../../../policy/match-globs.ts';
import type { Documents } from '../collect-documents.ts';
import { compareDocuments } from './compare-documents.ts';
import type { DocumentPair } from './compare-documents.ts';

/** What a comparison of documents leaves unchecked, and why. `globs`: `contracts.openapi`. Pure. */
export const documentsNotChecked = (documents: Documents, globs: readonly string[]): readonly NotChecked[] => [
  ...noDocuments(documents),
  ...documents.changed.flatMap(notFollowed),
  // Evidence of an older version has no such list.
  ...((documents.unread as Documents['unread'] | undefined) ?? []).map(({ path, why }) => ({ what: path, why })),
  ...withoutContract(documents),
  ...leftTheGlobs(documents, globs),
];

const noDocuments = ({ changed, unchanged }: Documents): readonly NotChecked[] =>
  changed.length + unchanged.length > 0
    ? []
    : [{ what: 'contracts', why: 'no file matches `contracts.openapi`: there is no OpenAPI document to compare' }];

const whyNot = {
  nowhere: 'nothing stands there',
  circle: 'references go in a circle',
  network: 'it is on another server, and a check fetches nothing',
  outside: 'it is out of the repository',
  'no-file': 'there is no such file in the repository',
  'not-read': 'the document is spread over more files than are read (20,000, 64 MB)',
  unreadable: 'that file is neither JSON nor YAML',
} as const;

const notFollowed = (pair: DocumentPair): readonly NotChecked[] => {
  const comparison = compareDocuments(pair);
  if (comparison.state !== 'compared') return [];
  return comparison.unfollowed
    .filter(({ isNew, reason }) => !isNew || isRefused(reason))
    .map(({ reference, reason, file }) => ({ what: `${file}: what it takes from ${reference}`, why: whyNot[reason] }));
};

const isRefused = (reason: string): boolean => ['network', 'outside', 'not-read'].includes(reason);

const withoutContract = ({ changed }: Documents): readonly NotChecked[] =>
  changed
    .filter((pair) => compareDocuments(pair).state === 'no-contract')
    .map(({ path }) => ({ what: path, why: 'it matches `contracts.openapi` but is no OpenAPI document' }));

const leftTheGlobs = ({ changed }: Documents, globs: readonly string[]): readonly NotChecked[] => {
  const isDocument = matchGlobs(globs);
  return changed
    .filter((pair) => pair.head !== null && pair.basePath !== undefined && !isDocument(pair.path))
    .map(({ path, basePath }) => ({
      what: `${path} from the next change on`,
      why: `it was ${basePath ?? ''} and no longer matches \`contracts.openapi\`: add it there`,
    }));
};
