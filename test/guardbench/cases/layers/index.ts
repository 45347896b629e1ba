import type { GuardbenchClass } from '../../guardbench-case.ts';
import { cases as cycles } from './cycles.cases.ts';
import { cases as ownRules } from './own-rules.cases.ts';
import { cases as purity } from './purity.cases.ts';

/** Arrows between modules: cycles, imports of nothing, pure layers, the repository's own rules. */
export const layers: GuardbenchClass = { guardrails: ['architecture'], cases: [...cycles, ...purity, ...ownRules] };
