import type { GuardbenchClass } from '../../guardbench-case.ts';
import { cases } from './hazards.cases.ts';

/** Files outside of what was agreed, and what a diff does not show. */
export const scope: GuardbenchClass = { guardrails: ['scope'], cases };
