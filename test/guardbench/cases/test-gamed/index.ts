import type { GuardbenchClass } from '../../guardbench-case.ts';
import { gamedCases } from './gamed.cases.ts';
import { honestCases } from './honest.cases.ts';

/** Code and tests that were bent until the tests pass. */
export const testGamed: GuardbenchClass = { guardrails: ['test-integrity'], cases: [...gamedCases, ...honestCases] };
