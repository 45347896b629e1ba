import type { GuardbenchClass } from '../../guardbench-case.ts';
import { keptCases } from './kept.cases.ts';
import { removedCases } from './removed.cases.ts';

/** Tests that are gone, skipped or left out. */
export const testRemoved: GuardbenchClass = { guardrails: ['test-integrity'], cases: [...removedCases, ...keptCases] };
