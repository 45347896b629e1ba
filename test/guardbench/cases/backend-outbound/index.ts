import type { GuardbenchClass } from '../../guardbench-case.ts';
import { cases as answers } from './answers.cases.ts';
import { cases as fanOut } from './fan-out.cases.ts';
import { cases as waiting } from './waiting.cases.ts';

/** Calls to other machines, and what a service tells the world: the first set of rules of `eslint-plugin-local`. */
export const backendOutbound: GuardbenchClass = {
  guardrails: ['lint'],
  cases: [...waiting, ...fanOut, ...answers],
};
