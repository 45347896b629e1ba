import { checkedGuardrails } from '../../../guardrails/src/check/catalog.ts';

/** Guardrails that start a compiler, a linter, tests or servers: they need the repository's dependencies. */
const heavy = ['lint', 'types', 'tests', 'latency', 'behaviour'];

/** Ids of the guardrails that only read: what a check of thousands of foreign commits can run. */
export const staticGuardrails: readonly string[] = checkedGuardrails
  .map(({ id }) => id)
  .filter((id) => !heavy.includes(id));
