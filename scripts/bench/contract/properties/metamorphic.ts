import { textOf } from '../../../../guardrails/src/catalog/contract/message.ts';
import type { Json } from '../../../../guardrails/src/guardrail.ts';
import type { ReportedFinding } from '../../../../guardrails/src/report/report.ts';
import type { Fields } from '../witness/as-json-schema.ts';
import { checkWitness, typeboxValidate } from '../witness/check-witness.ts';
import type { Validate } from '../witness/check-witness.ts';
import { breakDocument } from './breaking-edits.ts';
import { findingsBetween } from './compare.ts';
import { narrow } from './narrowings.ts';
import { neutralRewrites } from './neutral-rewrites.ts';
import { createRandom } from './random.ts';

/** What must hold of any document. Each answers with what does not hold; null where all does. */
export type MetamorphicProperty = {
  readonly name: string;
  readonly violation: (document: Fields, seed: number) => string | null;
};

const list = (findings: readonly ReportedFinding[]): string =>
  findings
    .map(({ level, code, data }) => `${level} ${code} ${textOf(data['subject'])} (${textOf(data['where'])})`)
    .join('; ') || 'nothing';

/** The properties of a comparison of contracts, with the validator that checks its witnesses. */
export const metamorphicProperties = (validate: Validate = typeboxValidate): readonly MetamorphicProperty[] => [
  ...neutralRewrites.map(({ name, apply }) => ({
    name: `nothing is found when the contract is written ${name}`,
    violation: (document: Fields, seed: number) => {
      const rewritten = apply(document, createRandom(seed));
      const found = [...findingsBetween(document, rewritten), ...findingsBetween(rewritten, document)];
      return found.length === 0 ? null : `${list(found)}\n${rewritten}`;
    },
  })),
  { name: 'a breaking edit is found', violation: breakingIsFound },
  {
    name: 'narrowing a request is found and widening it is not',
    violation: (document, seed) => direction(document, seed, 'request'),
  },
  {
    name: 'widening a response is found and narrowing it is not',
    violation: (document, seed) => direction(document, seed, 'response'),
  },
  { name: 'what breaks in two steps breaks in one of them', violation: isExplained },
  {
    name: 'a proven witness holds for another validator',
    violation: (document, seed) => witnessHolds(document, seed, validate),
  },
];

function breakingIsFound(document: Fields, seed: number): string | null {
  const edited = breakDocument(document, createRandom(seed));
  if (edited === null) return null;
  const [base, head] = edited.isReversed ? [edited.document, document] : [document, edited.document];
  return findingsBetween(base, head).length > 0 ? null : `${edited.name} was not found\n${JSON.stringify(head)}`;
}

function direction(document: Fields, seed: number, side: 'request' | 'response'): string | null {
  const narrowed = narrow(document, side, createRandom(seed));
  if (narrowed === null) return null;
  const { rule, wide, narrow: less } = narrowed;
  const [breaks, safe] =
    side === 'request'
      ? [[wide, less] as const, [less, wide] as const]
      : [[less, wide] as const, [wide, less] as const];
  if (findingsBetween(...breaks).length === 0) return `${rule} was not found\n${JSON.stringify(less)}`;
  const wrong = findingsBetween(...safe);
  return wrong.length === 0 ? null : `${rule}, the safe way round: ${list(wrong)}\n${JSON.stringify(less)}`;
}

function isExplained(document: Fields, seed: number): string | null {
  const random = createRandom(seed);
  const step = (from: Fields): Fields => {
    const edited =
      random.below(2) === 0
        ? breakDocument(from, random)
        : narrow(from, random.below(2) === 0 ? 'request' : 'response', random);
    if (edited === null) return from;
    return 'document' in edited ? edited.document : edited.narrow;
  };
  const middle = step(document);
  const last = step(middle);
  // The way back is a way too: it is where responses break.
  for (const [a, b, c] of [[document, middle, last] as const, [last, middle, document] as const]) {
    const steps = [...findingsBetween(a, b), ...findingsBetween(b, c)];
    const reasons = new Set(steps.flatMap(({ code, data }) => [code, ...operationsOf(data['operations'])]));
    const odd = findingsBetween(a, c).find(
      ({ level, code, data }) =>
        level === 'error' && ![code, ...operationsOf(data['operations'])].some((key) => reasons.has(key)),
    );
    if (odd !== undefined) return `${list([odd])} is in neither step: ${list(steps)}`;
  }
  return null;
}

const operationsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** How many witnesses a run has checked: a property that checks none proves nothing. */
export const witnessCounts = { holds: 0, unchecked: 0 };

function witnessHolds(document: Fields, seed: number, validate: Validate): string | null {
  const random = createRandom(seed);
  for (const side of ['request', 'response'] as const) {
    const narrowed = narrow(document, side, random);
    if (narrowed === null) continue;
    const [base, head] = side === 'request' ? [narrowed.wide, narrowed.narrow] : [narrowed.narrow, narrowed.wide];
    for (const finding of findingsBetween(base, head)) {
      const wrong = refutation(finding, { base, head, validate });
      if (wrong !== null) return wrong;
    }
  }
  return null;
}

type Sides = { readonly base: Fields; readonly head: Fields; readonly validate: Validate };

const refutation = (finding: ReportedFinding, { base, head, validate }: Sides): string | null => {
  const claim = claimOf(finding);
  if (claim === null) return null;
  const checked = checkWitness({ ...claim, base, head }, validate);
  if (checked.outcome === 'holds') witnessCounts.holds += 1;
  if (checked.outcome === 'unchecked') witnessCounts.unchecked += 1;
  return checked.outcome === 'refuted'
    ? `${list([finding])}: ${checked.why}: ${JSON.stringify(claim.value)}\nbase ${JSON.stringify(base)}\nhead ${JSON.stringify(head)}`
    : null;
};

/** What a finding claims with its witness; null for one without. Pure. */
export const claimOf = ({ data }: Pick<ReportedFinding, 'data'>) => {
  const { witness, where } = data;
  const [operation] = operationsOf(data['operations']);
  if (typeof witness !== 'object' || witness === null || Array.isArray(witness) || operation === undefined) return null;
  const { side, value, acceptedBy } = witness as {
    readonly [key: string]: Json;
  };
  if (
    (side !== 'request' && side !== 'response') ||
    value === undefined ||
    (acceptedBy !== 'base' && acceptedBy !== 'head')
  )
    return null;
  return { operation, where: textOf(where), side, value, acceptedBy } as const;
};
