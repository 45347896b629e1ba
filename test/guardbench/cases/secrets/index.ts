import type { GuardbenchClass } from '../../guardbench-case.ts';
import { cases } from './keys.cases.ts';

/** Keys, passwords and tokens that a change adds, and texts that look like them. */
export const secrets: GuardbenchClass = { guardrails: ['secrets'], cases };
