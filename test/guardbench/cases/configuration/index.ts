import type { GuardbenchClass } from '../../guardbench-case.ts';
import { cases as same } from './same.cases.ts';
import { cases as weaker } from './weaker.cases.ts';

/** Configuration that checks less than before, and configuration that only looks like it. */
export const configuration: GuardbenchClass = { guardrails: ['policy'], cases: [...weaker, ...same] };
