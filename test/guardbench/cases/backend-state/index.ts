import type { GuardbenchClass } from '../../guardbench-case.ts';
import { cases as input } from './input.cases.ts';
import { cases as judging } from './judging.cases.ts';
import { cases as keeping } from './keeping.cases.ts';
import { cases as testing } from './testing.cases.ts';

/** What a service keeps, takes from outside and says of itself: the second set of rules of `eslint-plugin-local`. */
export const backendState: GuardbenchClass = {
  guardrails: ['lint'],
  cases: [...keeping, ...input, ...judging, ...testing],
};
