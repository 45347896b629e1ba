import type { Level } from '../guardrail.ts';
import type { Weight } from './configuration.ts';

/** What a weight depends on. */
export type Weighed = {
  readonly hasBrief: boolean;
  /** In tests and declarations, which weigh one step less. */
  readonly isLight: boolean;
};

const oneLess: { readonly [level in Level]: Level } = { error: 'warning', warning: 'note', note: 'note' };

/** The level of a finding by its configured weight; null where it is allowed. Pure. */
export const weigh = (weight: Weight, { hasBrief, isLight }: Weighed): Level | null => {
  if (weight === 'allow') return null;
  const level = weight === 'by-brief' ? (hasBrief ? 'error' : 'warning') : weight;
  return isLight ? oneLess[level] : level;
};
