import type { Level } from '../../guardrail.ts';
import { contractLevel, gradeOf, lowerLevel } from './contract-level.ts';
import type { Judgement, Weighed } from './contract-level.ts';
import type { Difference, DifferenceKind } from './difference.ts';
import { daysBetween, isDraft, sunsetDay } from './openapi/read-lifecycle.ts';
import type { Lifecycle } from './openapi/read-lifecycle.ts';

/** What a difference comes to on a day: its code and level; null where it is nothing. */
export type Judged = { readonly kind: DifferenceKind; readonly level: Level };

/**
 * Judges a difference by what was agreed and, where something goes or is going to go, by the day: what was deprecated and
 * whose sunset has come may go. Pure.
 */
export const judgeDifference = (difference: Difference, judgement: Judgement): Judged => {
  const { kind, lifecycle } = difference;
  const plain = contractLevel(weighedOf(difference, judgement), judgement);
  if (lifecycle === undefined) return { kind, level: plain };
  if (isRemoval(kind)) return judgeRemoval({ kind, level: plain }, lifecycle, judgement);
  if (kind === 'deprecated') return judgeDeprecation(lifecycle, judgement);
  if (kind !== 'sunset-moved-nearer') return { kind, level: plain };
  return { kind, level: isTooNear(lifecycle, judgement) ? levelOf('error', judgement) : plain };
};

const weighedOf = (difference: Difference, { terms }: Judgement): Weighed => {
  const grade = gradeOf(difference);
  if (difference.impact === 'note') return { grade, atMost: 'note' };
  return terms === null && isDoneKnowingly(difference) ? { grade, atMost: 'warning' } : { grade };
};

/**
 * What people do on their own word in many releases: answers gain a value, and what its path calls unstable changes. A task
 * has to have it agreed.
 */
const isDoneKnowingly = ({ kind, operations }: Difference): boolean =>
  kind === 'response-enum-value-added' || (operations.length > 0 && operations.every(isUnstable));

const isUnstable = (operation: string): boolean =>
  /\/(?:unstable|experimental|alpha|preview|v\d+alpha\d*)(?:\/|$)/i.test(operation);

const isRemoval = (kind: DifferenceKind): boolean => kind.endsWith('-removed') && kind !== 'sunset-removed';

const judgeRemoval = (plain: Judged, lifecycle: Lifecycle, judgement: Judgement): Judged => {
  const { terms, today } = judgement;
  const day = lifecycle.sunset === null ? null : sunsetDay(lifecycle.sunset);
  if (lifecycle.isDeprecated && day !== null && (today === undefined || today < day))
    return { kind: 'removed-before-sunset', level: levelOf('error', judgement) };
  const isInvalid = lifecycle.sunset !== null && day === null;
  // A task that may not break the contract may not end what was deprecated either; people do so on their own word.
  const mayGo = isDraft(lifecycle) || (lifecycle.isDeprecated && !isInvalid && terms === null);
  return { ...plain, level: mayGo ? 'note' : plain.level };
};

const judgeDeprecation = (lifecycle: Lifecycle, judgement: Judgement): Judged => {
  const { sunset = 'optional' } = judgement.deprecation ?? {};
  if (lifecycle.sunset === null)
    return sunset === 'optional' || isDraft(lifecycle)
      ? { kind: 'deprecated', level: 'note' }
      : { kind: 'deprecated-without-sunset', level: levelOf(sunset, judgement) };
  return isTooNear(lifecycle, judgement)
    ? { kind: 'sunset-too-near', level: levelOf('error', judgement) }
    : { kind: 'deprecated', level: 'note' };
};

/** Without a day nobody knows how near it is. */
const isTooNear = (lifecycle: Lifecycle, { today, deprecation }: Judgement): boolean => {
  const day = lifecycle.sunset === null ? null : sunsetDay(lifecycle.sunset);
  if (day === null || today === undefined || isDraft(lifecycle)) return false;
  return daysBetween(today, day) < (deprecation?.minimumDays ?? 0);
};

const levelOf = (level: Level, { terms }: Judgement): Level =>
  terms === 'breaking' ? lowerLevel(level, 'note') : level;
