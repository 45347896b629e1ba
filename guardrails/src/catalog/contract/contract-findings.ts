import { createFinding } from '../../guardrail.ts';
import type { Finding, FindingData, Json } from '../../guardrail.ts';
import { contractLevel, gradeOf, semverOf } from './contract-level.ts';
import type { Judgement } from './contract-level.ts';
import { judgeDifference } from './judge-lifecycle.ts';
import { compareDocuments } from './openapi/compare-documents.ts';
import type { DocumentPair, LocatedDifference, UnfollowedReference } from './openapi/compare-documents.ts';
import type { DocumentProblem } from './document/parse-document.ts';
import type { TextPlace } from './document/parse-text.ts';

export type { ApiTerms, Judgement } from './contract-level.ts';

/** Who in the repository relies on what a finding is about; null where nobody looked. */
export type ConsumersOf = (difference: LocatedDifference) => readonly Json[] | null;

/** What is wrong between two versions of a document, judged by what was agreed. Pure, deterministic. */
export const contractFindings = (
  pair: DocumentPair,
  judgement: Judgement,
  consumersOf: ConsumersOf = () => null,
): readonly Finding[] => {
  const comparison = compareDocuments(pair);
  const file = pair.path;
  switch (comparison.state) {
    case 'compared':
      return [
        ...comparison.differences.flatMap((difference) =>
          differenceFinding(file, difference, { judgement, consumersOf }),
        ),
        ...comparison.unfollowed.flatMap((reference) => referenceFinding(file, reference)),
        ...(comparison.flaw === null ? [] : [problemFinding('contract/unreadable', file, comparison.flaw)]),
      ];
    case 'head-unreadable':
      return [problemFinding(codeOf(comparison.problem), file, comparison.problem)];
    case 'removed':
      return [
        createFinding({
          code: 'contract/document-removed',
          level: contractLevel({ grade: 'certain' }, judgement),
          file,
          data: { document: file, grade: 'certain', semver: 'major' },
          identity: { document: file, semver: 'major' },
        }),
      ];
    case 'introduced':
      return additionFinding(file, { subject: file, where: 'document', line: 1 }, judgement);
    case 'base-unreadable':
    case 'no-contract':
      return [];
  }
};

const codeOf = ({ reason }: DocumentProblem): string =>
  reason === 'not-openapi' ? 'contract/not-openapi' : 'contract/unreadable';

const problemFinding = (code: string, file: string, { detail, line, column }: TextPlace): Finding => {
  const at = line === null ? {} : { line };
  return createFinding({ code, level: 'error', file, ...at, data: { document: file, detail, column }, identity: code });
};

type Judging = { readonly judgement: Judgement; readonly consumersOf: ConsumersOf };

const differenceFinding = (
  document: string,
  difference: LocatedDifference,
  { judgement, consumersOf }: Judging,
): readonly Finding[] => {
  if (difference.kind === 'addition') return additionFinding(document, difference, judgement);
  const { subject, from, to, basePointer, headPointer, headFile, line } = difference;
  const { kind, level } = judgeDifference(difference, judgement);
  const grade = gradeOf(difference);
  const pointer = basePointer ?? headPointer;
  const consumers = consumersOf(difference);
  const data: FindingData = {
    document,
    subject,
    where: difference.where,
    ...(difference.keyword === undefined ? {} : { keyword: difference.keyword }),
    from,
    to,
    ...reachOf(difference),
    pointer,
    grade,
    semver: difference.impact === 'note' ? 'patch' : semverOf(grade, level, judgement.terms),
    ...(difference.witness === undefined ? {} : { witness: difference.witness as unknown as Json }),
    ...(difference.lifecycle?.sunset == null ? {} : { sunset: difference.lifecycle.sunset }),
    ...(consumers === null ? {} : { consumers }),
  };
  const file = headFile ?? document;
  return [createFinding({ code: `contract/${kind}`, level, file, line, data, identity: [pointer, subject, from, to] })];
};

const reachOf = ({ operations }: Pick<LocatedDifference, 'operations'>) => ({
  operations: operations.slice(0, 5),
  operationCount: operations.length,
});

type Addition = Pick<LocatedDifference, 'subject' | 'where' | 'line'> & Partial<LocatedDifference>;

const additionFinding = (
  document: string,
  { subject, where, line, headPointer = '', headFile, operations = [] }: Addition,
  { terms, tellAdditions = false }: Judgement,
): readonly Finding[] => {
  if (terms !== 'unchanged' && !tellAdditions) return [];
  const agreed = terms !== 'unchanged';
  return [
    createFinding({
      code: agreed ? 'contract/addition' : 'contract/addition-not-agreed',
      level: agreed ? 'note' : 'warning',
      file: headFile ?? document,
      line,
      data: { document, subject, where, ...reachOf({ operations }), pointer: headPointer, semver: 'minor' },
      identity: [headPointer, subject],
    }),
  ];
};

/** A new reference that leads nowhere breaks each tool that reads the document; one that is not ours to follow does not. */
const referenceFinding = (document: string, broken: UnfollowedReference): readonly Finding[] => {
  const { reference, reason, file, pointer, isNew, line } = broken;
  if (!isNew || reason === 'not-read') return [];
  const isRefused = reason === 'network' || reason === 'outside';
  return [
    createFinding({
      code: isRefused ? 'contract/reference-refused' : 'contract/reference-broken',
      level: isRefused ? 'note' : 'error',
      file,
      line,
      data: { document, place: file, reference, reason, pointer },
      identity: [reference, pointer],
    }),
  ];
};
