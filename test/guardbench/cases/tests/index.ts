import type { GuardbenchClass } from '../../guardbench-case.ts';
import { cases as broken } from './broken.cases.ts';
import { cases as shown } from './shown.cases.ts';

/** Whether the tests still hold, and whether they show anything: what has to be run to be known. */
export const tests: GuardbenchClass = { guardrails: ['tests'], cases: [...broken, ...shown] };
