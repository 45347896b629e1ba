import type { GuardbenchClass } from '../../guardbench-case.ts';
import { cases as broken } from './broken.cases.ts';
import { cases as kept } from './kept.cases.ts';

/** OpenAPI documents that break callers, and changes of them that do not. */
export const contract: GuardbenchClass = { guardrails: ['contract'], cases: [...broken, ...kept] };
