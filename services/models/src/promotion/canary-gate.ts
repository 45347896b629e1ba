import { Type, type Static } from 'typebox';
import { problemWith } from '../package/model-card.ts';
import type { GateVerdict } from '../registry/audit-event.ts';

const Count = Type.Integer({ minimum: 0 });
const Side = Type.Object({
  answers: Count,
  degraded: Count,
  failed: Count,
  listeners: Type.Optional(
    Type.Integer({ minimum: 0, description: 'How many different ones; then the split is checked.' }),
  ),
});

/** What became of the listeners of a canary and of the others: counted by whoever watches the metrics or the exposures. */
export const CanaryReport = Type.Object({ version: Type.String(), percent: Type.Number(), canary: Side, full: Side });
export type CanaryReport = Static<typeof CanaryReport>;

/** Fewer answers than this say nothing. */
export const fewestAnswers = 500;

/**
 * Whether a canary may grow: of its answers no clearly larger share failed or were degraded than of the others (one-sided
 * two-proportion test, 99 %), and its listeners are as many as its percentage says: answers of a canary that fails or is slow go
 * missing from its own count when a lower rung of the ladder gives them (a sample ratio mismatch; Fabijan et al., KDD 2019).
 */
export const judgeCanary = (
  report: unknown,
  { version, percent }: { readonly version: string; readonly percent: number },
): GateVerdict => {
  if (report === undefined)
    return cannotCheck(`no report: give --canary-report FILE with what became of the canary at ${percent} %`);
  const problem = problemWith(CanaryReport, report);
  if (problem !== undefined) return cannotCheck(`the report is not one of a canary: ${problem}`);
  const read = report as CanaryReport;
  if (read.version !== version || read.percent !== percent)
    return cannotCheck(`the report is of ${read.version} at ${read.percent} %, not of ${version} at ${percent} %`);
  return assessCanary(read);
};

const assessCanary = (report: CanaryReport): GateVerdict => {
  const { canary, full, percent } = report;
  const evidence = { ...canary, answersOfOthers: full.answers };
  const fewer = Math.min(canary.answers, full.answers);
  if (fewer < fewestAnswers)
    return { ...cannotCheck(`${fewer} answers on one side, ${fewestAnswers} are needed: wait`), evidence };
  const problems = [
    ...(['failed', 'degraded'] as const)
      .filter((what) => isClearlyLarger(canary, full, what))
      .map((what) => `a larger share was ${what} than of the others`),
    ...(isSplitWrong(report)
      ? [
          `${canary.listeners ?? 0} listeners are not ${percent} % of all: its answers go missing, or somebody else's are counted`,
        ]
      : []),
  ];
  return problems.length === 0
    ? { gate: 'canary', verdict: 'pass', detail: `${canary.answers} answers, no worse than the others`, evidence }
    : { gate: 'canary', verdict: 'fail', detail: `${problems.join('; ')}: "models rollback" halts it`, evidence };
};

// Listeners, not answers: a few who listen all day would look like a wrong split.
const isSplitWrong = ({ percent, canary, full }: CanaryReport): boolean => {
  if (canary.listeners === undefined || full.listeners === undefined) return false;
  const [all, expected] = [canary.listeners + full.listeners, percent / 100];
  const error = Math.sqrt((expected * (1 - expected)) / all);
  return all > 0 && Math.abs(canary.listeners / all - expected) / error > 3.29;
};

const isClearlyLarger = (
  a: CanaryReport['canary'],
  b: CanaryReport['canary'],
  what: 'failed' | 'degraded',
): boolean => {
  const [shareA, shareB] = [a[what] / a.answers, b[what] / b.answers];
  const pooled = (a[what] + b[what]) / (a.answers + b.answers);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.answers + 1 / b.answers));
  return error > 0 && (shareA - shareB) / error > 2.326;
};

const cannotCheck = (detail: string): GateVerdict => ({
  gate: 'canary',
  verdict: 'cannot-check',
  detail,
  evidence: {},
});
