import type { BriefTerms } from '../../../../guardrails/src/policy/brief-terms.ts';

/** The terms of a task that may write below `src`. */
export const agentBrief: Partial<BriefTerms> = { task: 'settings', scope: { write: ['src/**'], forbid: [] } };
