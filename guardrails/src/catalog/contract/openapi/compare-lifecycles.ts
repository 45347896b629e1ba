import type { Difference } from '../difference.ts';
import type { Located } from '../document/located.ts';
import type { Lifecycle } from './read-lifecycle.ts';
import { stabilityRank, sunsetDay } from './read-lifecycle.ts';
import { stateDifference } from './state-difference.ts';

/** Something that may be deprecated: an operation, a parameter, a property. */
type Lasting = { readonly lifecycle: Lifecycle; readonly at: Located };

/** What it is called in a difference. */
type Name = { readonly subject: string; readonly where: string };

/**
 * What changed in how long something stays. How near a sunset is depends on the day, so that is judged with the finding:
 * a difference `deprecated` or `sunset-moved-nearer` carries what head says. Pure.
 */
export const compareLifecycles = (base: Lasting, head: Lasting, name: Name): readonly Difference[] => {
  const [before, now] = [base.lifecycle, head.lifecycle];
  const statement = { ...name, base: base.at, head: head.at, lifecycle: now };
  return [...compareDeprecation(before, now, statement), ...compareStability(before, now, statement)];
};

type Statement = Name & { readonly base: Located; readonly head: Located; readonly lifecycle: Lifecycle };

const compareDeprecation = (base: Lifecycle, head: Lifecycle, statement: Statement): readonly Difference[] => {
  if (!head.isDeprecated) return [];
  const dates = { from: base.sunset, to: head.sunset };
  const isInvalid = head.sunset !== null && sunsetDay(head.sunset) === null;
  if (isInvalid && (!base.isDeprecated || base.sunset !== head.sunset))
    return [stateDifference('sunset-invalid', { ...statement, ...dates })];
  if (!base.isDeprecated) return [stateDifference('deprecated', { ...statement, ...dates, impact: 'note' })];
  if (base.sunset === null || base.sunset === head.sunset) return [];
  if (head.sunset === null) return [stateDifference('sunset-removed', { ...statement, ...dates, impact: 'possible' })];
  const [before, now] = [sunsetDay(base.sunset), sunsetDay(head.sunset)];
  // What base promised cannot be told, so neither whether this keeps it.
  if (before === null) return [stateDifference('sunset-invalid', { ...statement, ...dates, impact: 'possible' })];
  if (now === null || now >= before) return [];
  return [stateDifference('sunset-moved-nearer', { ...statement, ...dates, impact: 'possible' })];
};

const compareStability = (base: Lifecycle, head: Lifecycle, statement: Statement): readonly Difference[] => {
  if (base.stability === head.stability) return [];
  const levels = { from: base.stability ?? 'stable', to: head.stability ?? 'stable' };
  const [before, now] = [stabilityRank(base.stability), stabilityRank(head.stability)];
  if (now === null || before === null)
    return [stateDifference('stability-invalid', { ...statement, ...levels, impact: 'possible' })];
  if (now >= before || base.stability === null) return [];
  return [stateDifference('stability-lowered', { ...statement, ...levels, impact: 'possible' })];
};
