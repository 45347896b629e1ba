import type { GuardbenchClass } from '../../guardbench-case.ts';
import { asStrongCases } from './as-strong.cases.ts';
import { weakenedCases } from './weakened.cases.ts';

/** Tests that say less than they did. */
export const testWeakened: GuardbenchClass = {
  guardrails: ['test-integrity'],
  cases: [...weakenedCases, ...asStrongCases],
};
