import type { Difference, DifferenceKind } from '../difference.ts';
import type { Located } from '../document/located.ts';
import type { Lifecycle } from './read-lifecycle.ts';

/** What is known of a difference outside of schemas. */
export type Statement = {
  readonly subject: string;
  readonly where: string;
  /** Where it stood at base; absent for what base had not. */
  readonly base?: Located | undefined;
  /** Where it stands at head: the element, or the nearest parent that survived. */
  readonly head: Located;
  /** Default `certain`. */
  readonly impact?: Difference['impact'];
  readonly from?: string | null;
  readonly to?: string | null;
  readonly lifecycle?: Lifecycle;
};

/** Makes a difference of what is known of it; its operations are added by whoever compares them. Pure. */
export const stateDifference = (
  kind: DifferenceKind,
  { subject, where, base, head, impact = 'certain', from = null, to = null, lifecycle }: Statement,
): Difference => ({
  kind,
  impact,
  subject,
  where,
  from,
  to,
  operations: [],
  basePointer: base?.pointer ?? null,
  headPointer: head.pointer,
  ...(base?.file === undefined ? {} : { baseFile: base.file }),
  ...(head.file === undefined ? {} : { headFile: head.file }),
  ...(lifecycle === undefined ? {} : { lifecycle }),
});

/** Something new, which breaks nobody. Pure. */
export const stateAddition = (statement: Omit<Statement, 'impact' | 'base'>): Difference =>
  stateDifference('addition', { ...statement, impact: 'none' });
