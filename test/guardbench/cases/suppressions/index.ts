import type { GuardbenchClass } from '../../guardbench-case.ts';
import { cases as added } from './added.cases.ts';
import { cases as clean } from './clean.cases.ts';

/** Comments and assertions that silence a linter, a compiler or coverage. */
export const suppressions: GuardbenchClass = { guardrails: ['lint', 'types'], cases: [...added, ...clean] };
