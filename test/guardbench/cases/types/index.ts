import type { GuardbenchClass } from '../../guardbench-case.ts';
import { cases as broken } from './broken.cases.ts';
import { cases as clean } from './clean.cases.ts';

/** Type errors that a change makes, mostly in files that it does not touch. */
export const types: GuardbenchClass = { guardrails: ['types'], cases: [...broken, ...clean] };
