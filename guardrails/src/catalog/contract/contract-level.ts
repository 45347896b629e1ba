import type { Level } from '../../guardrail.ts';
import type { BriefTerms } from '../../policy/brief-terms.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Difference, Grade } from './difference.ts';

/** What a change may do to a contract: the brief's word; null where there is no brief. */
export type ApiTerms = BriefTerms['api'] | null;

/** What differences of a contract are judged by. */
export type Judgement = {
  readonly terms: ApiTerms;
  /** Level of a break without a verified example; default `warning`. */
  readonly possible?: Level;
  /** ISO date; without it no sunset has come. */
  readonly today?: string;
  readonly deprecation?: Policy['configuration']['contracts']['deprecation'];
  /** Tell what is new also where it is agreed, as notes. */
  readonly tellAdditions?: boolean;
};

/** How a policy judges contracts. Pure. */
export const judgementOf = ({ brief, configuration, today }: Policy): Judgement => ({
  terms: brief === null ? null : brief.api,
  possible: configuration.contracts.possible,
  deprecation: configuration.contracts.deprecation,
  ...(today === undefined ? {} : { today }),
});

/** What a level depends on. */
export type Weighed = {
  readonly grade: Grade;
  /** It breaks nobody, or only who does what few do: never more than the level named. */
  readonly atMost?: Level;
};

/**
 * The level of a break: an error where it is proven or certain, else what policy says of possible ones; a note where the
 * brief agreed to break the contract. Pure.
 */
export const contractLevel = (
  { grade, atMost = 'error' }: Weighed,
  { terms, possible = 'warning' }: Judgement,
): Level => {
  if (terms === 'breaking') return 'note';
  return lowerLevel(grade === 'possible' ? possible : 'error', atMost);
};

const order: readonly Level[] = ['note', 'warning', 'error'];

/** The lower of two levels. */
export const lowerLevel = (one: Level, other: Level): Level =>
  order.indexOf(one) < order.indexOf(other) ? one : other;

/** How sure a difference is: what it says itself, else by its impact. Pure. */
export const gradeOf = ({ grade, impact }: Difference): Grade =>
  grade ?? (impact === 'possible' ? 'possible' : 'certain');

/** Which part of a version a finding of this grade raises (semver.org). Pure. */
export const semverOf = (grade: Grade, level: Level, terms: ApiTerms): 'major' | 'minor' | 'patch' =>
  level === 'note' && terms !== 'breaking' ? 'patch' : 'major';
