import type { Report } from '@interlock-dev/guardrails';
import type { CheckAnswer } from './describe-report.ts';

/** Guardrails that run code or a whole compiler: asked only when the quick ones are content. */
const slow: ReadonlySet<string> = new Set(['types', 'tests', 'latency']);

/** How far a check goes. */
export type Extent = 'fast' | 'full';

/** Runs these guardrails on the change as it stands. */
export type RunCheck = (only: readonly string[]) => Promise<Report>;

/**
 * The quick guardrails first, and the slow ones only when those pass: most of an agent's mistakes are known in seconds.
 * @param ids guardrails that the configuration names, in the order of the report
 */
export const checkInSteps = async (
  extent: Extent,
  { ids, run }: { readonly ids: readonly string[]; readonly run: RunCheck },
): Promise<CheckAnswer> => {
  const [quick, later] = [ids.filter((id) => !slow.has(id)), ids.filter((id) => slow.has(id))];
  const first = await run(quick);
  if (first.verdict !== 'pass' || extent === 'fast' || later.length === 0)
    return { report: first, notYet: extent === 'fast' && first.verdict === 'pass' ? [] : later };
  const second = await run(later);
  return {
    report: {
      ...second,
      guardrails: [...first.guardrails, ...second.guardrails],
      // What one step did not run, the other did.
      notChecked: [...first.notChecked, ...second.notChecked].filter(({ why }) => !why.startsWith('Not asked for')),
    },
    notYet: [],
  };
};
