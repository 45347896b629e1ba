import picomatch from 'picomatch';
import type { CollectContext, Collected, Guardrail, NotChecked } from '../../guardrail.ts';
import { compareDocuments } from './compare-documents.ts';
import type { DocumentPair } from './compare-documents.ts';
import { contractFindings } from './contract-findings.ts';
import { contractMessages } from './contract-messages.ts';
import { pairDocuments } from './document-pairs.ts';
import { externalReferences } from './parse-document.ts';

/** The documents of both trees. Only what changed is kept with its text. */
export type ContractEvidence = {
  readonly changed: readonly DocumentPair[];
  readonly unchanged: readonly string[];
  /** Documents that refer to other files, and to which. */
  readonly references: readonly { readonly path: string; readonly to: readonly string[] }[];
};

/** Judges whether the OpenAPI documents of a change still keep what base promised to callers. */
export const contract: Guardrail<ContractEvidence> = {
  id: 'contract',
  version: 1,
  collect: async (context): Promise<Collected<ContractEvidence>> => {
    const evidence = await readDocuments(context);
    for (const pair of evidence.changed) {
      const comparison = compareDocuments({ ...pair, head: null });
      if (comparison.state === 'base-unreadable') return { cannotCheck: unreadableBase(pair, comparison.problem) };
    }
    return { evidence };
  },
  assess: (evidence, policy) =>
    evidence.changed.flatMap((pair) => contractFindings(pair, policy.brief === null ? null : policy.brief.api)),
  notChecked: (evidence, policy) => [
    ...noDocuments(evidence),
    ...evidence.references.map(({ path, to }) => ({
      what: `${path}: what it takes from ${to.join(', ')}`,
      why: 'references to other files are not followed yet; bundle the document into one file to have it checked',
    })),
    ...withoutContract(evidence),
    ...leftTheGlobs(evidence, policy.configuration.contracts.openapi),
  ],
  messages: contractMessages,
};

const readDocuments = async ({ base, head, change, policy }: CollectContext): Promise<ContractEvidence> => {
  const [baseEntries, headEntries] = await Promise.all([base.list(), head.list()]);
  const pairs = pairDocuments({
    globs: policy.configuration.contracts.openapi,
    basePaths: baseEntries.map((entry) => entry.path),
    headPaths: headEntries.map((entry) => entry.path),
    change,
  });
  const read = await Promise.all(
    pairs.map(async (pair): Promise<DocumentPair> => {
      const [baseText, headText] = await Promise.all([
        pair.base === null ? null : base.readText(pair.base),
        pair.head === null ? null : head.readText(pair.head),
      ]);
      const moved = pair.base !== null && pair.head !== null && pair.base !== pair.head;
      const path = pair.head ?? pair.base ?? '';
      return { path, ...(moved ? { basePath: pair.base } : {}), base: baseText, head: headText };
    }),
  );
  return {
    changed: read.filter((pair) => pair.base !== pair.head || pair.basePath !== undefined),
    unchanged: read.filter((pair) => pair.base === pair.head && pair.basePath === undefined).map(({ path }) => path),
    references: read
      .map(({ path, head: text }) => ({ path, to: externalReferences(text ?? '') }))
      .filter(({ to }) => to.length > 0),
  };
};

const unreadableBase = (
  { path, basePath }: DocumentPair,
  { detail, line, column }: { readonly detail: string; readonly line: number | null; readonly column: number | null },
): string =>
  `${basePath ?? path} at base is neither JSON nor YAML (line ${line ?? '?'}, column ${column ?? '?'}: ${detail}), so what it ` +
  'promised cannot be compared. Repair it on base, or take it out of `contracts.openapi` there.';

const noDocuments = ({ changed, unchanged }: ContractEvidence): readonly NotChecked[] =>
  changed.length + unchanged.length > 0
    ? []
    : [{ what: 'contracts', why: 'no file matches `contracts.openapi`: there is no OpenAPI document to compare' }];

const withoutContract = ({ changed }: ContractEvidence): readonly NotChecked[] =>
  changed
    .filter((pair) => compareDocuments(pair).state === 'no-contract')
    .map(({ path }) => ({ what: path, why: 'it matches `contracts.openapi` but is no OpenAPI document' }));

const leftTheGlobs = ({ changed }: ContractEvidence, globs: readonly string[]): readonly NotChecked[] => {
  const isDocument = globs.length === 0 ? () => false : picomatch([...globs], { dot: true });
  return changed
    .filter((pair) => pair.head !== null && pair.basePath !== undefined && !isDocument(pair.path))
    .map(({ path, basePath }) => ({
      what: `${path} from the next change on`,
      why: `it was ${basePath ?? ''} and no longer matches \`contracts.openapi\`: add it there`,
    }));
};
