import { createFinding } from '../../guardrail.ts';
import type { Finding, Level } from '../../guardrail.ts';
import type { BriefTerms } from '../../policy/brief-terms.ts';
import { compareDocuments } from './compare-documents.ts';
import type { DocumentPair, LocatedDifference } from './compare-documents.ts';

/** What a change may do to a contract: the brief's word; null where there is no brief. */
export type ApiTerms = BriefTerms['api'] | null;

/** What is wrong between two versions of a document, judged by what was agreed. Pure, deterministic. */
export const contractFindings = (pair: DocumentPair, terms: ApiTerms): readonly Finding[] => {
  const comparison = compareDocuments(pair);
  const file = pair.path;
  switch (comparison.state) {
    case 'compared':
      return comparison.differences.flatMap((difference) => differenceFinding(file, difference, terms));
    case 'head-unreadable': {
      const { reason, detail, line, column } = comparison.problem;
      const code = reason === 'syntax' ? 'contract/unreadable' : 'contract/not-openapi';
      const at = line === null ? {} : { line };
      return [
        createFinding({ code, level: 'error', file, ...at, data: { document: file, detail, column }, identity: code }),
      ];
    }
    case 'removed':
      return [
        createFinding({
          code: 'contract/document-removed',
          level: breakingLevel('certain', terms),
          file,
          data: { document: file, semver: 'major' },
        }),
      ];
    case 'introduced':
      return terms === 'unchanged' ? [additionFinding(file, { subject: file, where: 'document', line: 1 })] : [];
    case 'base-unreadable':
    case 'no-contract':
      return [];
  }
};

const differenceFinding = (file: string, difference: LocatedDifference, terms: ApiTerms): readonly Finding[] => {
  if (difference.kind === 'addition') return terms === 'unchanged' ? [additionFinding(file, difference)] : [];
  const { kind, impact, subject, where, from, to, operations, basePointer, headPointer, line } = difference;
  const data = {
    document: file,
    subject,
    where,
    from,
    to,
    operations: operations.slice(0, 5),
    operationCount: operations.length,
    pointer: basePointer ?? headPointer,
    semver: 'major',
  };
  return [
    createFinding({
      code: `contract/${kind}`,
      level: breakingLevel(impact === 'certain' ? 'certain' : 'possible', terms),
      file,
      line,
      data,
      identity: [data.pointer, subject, from, to],
    }),
  ];
};

type Addition = Pick<LocatedDifference, 'subject' | 'where' | 'line'> & Partial<LocatedDifference>;

const additionFinding = (file: string, { subject, where, line, headPointer, operations = [] }: Addition): Finding =>
  createFinding({
    code: 'contract/addition-not-agreed',
    level: 'warning',
    file,
    line,
    data: {
      document: file,
      subject,
      where,
      operations: operations.slice(0, 5),
      operationCount: operations.length,
      pointer: headPointer ?? '',
      semver: 'minor',
    },
    identity: [headPointer ?? '', subject],
  });

const breakingLevel = (impact: 'certain' | 'possible', terms: ApiTerms): Level => {
  if (terms === 'breaking') return 'note';
  return impact === 'certain' ? 'error' : 'warning';
};
