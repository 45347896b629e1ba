import type { GuardbenchClass } from '../../guardbench-case.ts';
import { cases as duplicates } from './duplicates.cases.ts';
import { cases as orphans } from './orphans.cases.ts';
import { cases as packages } from './packages.cases.ts';

/** What packages export, what a task leaves behind, and what it writes a second time. */
export const surface: GuardbenchClass = {
  guardrails: ['architecture'],
  cases: [...packages, ...orphans, ...duplicates],
};
