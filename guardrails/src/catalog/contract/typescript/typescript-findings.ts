import { createFinding, type Finding, type Json } from '../../../guardrail.ts';
import { contractLevel, semverOf, type Judgement } from '../contract-level.ts';
import type { ApiAddition, ApiComparison, ApiDifference } from './api-difference.ts';

/** Who in the repository relies on what a difference is about; null where nobody looked. */
export type ApiConsumersOf = (difference: ApiDifference) => readonly Json[] | null;

/** What is wrong between two versions of exported types, judged by what was agreed. Pure, deterministic. */
export const typescriptFindings = (
  api: { readonly comparison: ApiComparison } | undefined,
  judgement: Judgement,
  consumersOf: ApiConsumersOf = () => null,
): readonly Finding[] => {
  const { differences, additions } = api?.comparison ?? { differences: [], additions: [] };
  return [
    ...differences.map((difference) => differenceFinding(difference, judgement, consumersOf(difference))),
    ...additions.flatMap((addition) => additionFinding(addition, judgement)),
  ];
};

const differenceFinding = (
  difference: ApiDifference,
  judgement: Judgement,
  consumers: readonly Json[] | null,
): Finding => {
  const { kind, entry, symbol, symbols, subject, trail, from, to, grade, isSoft, witness, declared } = difference;
  const level = contractLevel({ grade, atMost: isSoft ? 'warning' : 'error' }, judgement);
  return createFinding({
    code: `contract/${kind}`,
    level,
    ...(declared === null ? {} : { file: declared.file, line: declared.line }),
    data: {
      ...{ document: entry, symbol, subject, where: trail.join('.'), from, to },
      ...{ symbols: symbols.slice(0, 5), symbolCount: symbols.length },
      ...{ grade, isSoft, semver: semverOf(grade, level, judgement.terms) },
      ...(witness === null ? {} : { witness: { source: witness.source, why: witness.message } }),
      ...(consumers === null ? {} : { consumers }),
    },
    identity: [entry, trail, subject, from, to],
  });
};

const additionFinding = (
  { entry, symbol, declared }: ApiAddition,
  { terms, tellAdditions = false }: Judgement,
): readonly Finding[] => {
  if (terms !== 'unchanged' && !tellAdditions) return [];
  const agreed = terms !== 'unchanged';
  return [
    createFinding({
      code: agreed ? 'contract/addition' : 'contract/addition-not-agreed',
      level: agreed ? 'note' : 'warning',
      ...(declared === null ? {} : { file: declared.file, line: declared.line }),
      data: { document: entry, subject: symbol, where: 'export', operations: [], operationCount: 0, semver: 'minor' },
      identity: [entry, symbol],
    }),
  ];
};
