import { contractReport } from '../../../../guardrails/src/catalog/contract/contract-report.ts';
import type { TestPair } from './read-pairs.ts';
import type { Answer } from './score-pairs.ts';

/** What ours says of each pair, without a brief; a fault is an answer without findings. */
export const askOurs = (
  pairs: readonly TestPair[],
): { readonly answers: readonly Answer[]; readonly milliseconds: number } => {
  const start = performance.now();
  const answers = pairs.map(ask);
  return { answers, milliseconds: Math.round(performance.now() - start) };
};

const ask = ({ base, head, basePath, headPath }: TestPair): Answer => {
  try {
    const report = contractReport({
      today: new Date().toISOString().slice(0, 10),
      base: { path: basePath, text: base },
      head: { path: headPath, text: head },
    });
    const [guardrail] = report.guardrails;
    return { findings: guardrail === undefined || guardrail.verdict === 'cannot-check' ? null : guardrail.findings };
  } catch (error) {
    return { findings: null, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};
