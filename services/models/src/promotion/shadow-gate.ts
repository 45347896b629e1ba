import { Type, type Static } from 'typebox';
import { problemWith } from '../package/model-card.ts';
import type { GateVerdict } from '../registry/audit-event.ts';

const Spread = Type.Object({ mean: Type.Number(), p10: Type.Number() });
const Micros = Type.Object({ p50: Type.Number(), p99: Type.Number() });

/** What the ranking service says of a shadow; this gate's own reading of it, a cross-package test holds the two together. */
export const ShadowReport = Type.Object({
  name: Type.String(),
  full: Type.String(),
  shadow: Type.String(),
  compared: Type.Integer({ minimum: 0 }),
  failed: Type.Integer({ minimum: 0 }),
  topKOverlap: Spread,
  kendallTau: Spread,
  fullMicros: Micros,
  shadowMicros: Micros,
});
export type ShadowReport = Static<typeof ShadowReport>;

/** What a shadow must have shown before anyone is answered by it. */
export const shadowLimits = {
  compared: 200,
  failedShare: 0.001,
  topKOverlap: 0.3,
  kendallTau: 0.2,
  slowdown: 1.25,
} as const;

export type ShadowQuestion = {
  readonly name: string;
  readonly full: string;
  readonly version: string;
  readonly budgetMs: number;
};

/**
 * Whether live traffic speaks against a version: it failed, was slow, or ranks so differently from the incumbent that a
 * wrong column is likelier than a better taste. Better is not judged here.
 */
export const judgeShadow = (report: unknown, question: ShadowQuestion): GateVerdict => {
  if (report === undefined)
    return cannotCheck(
      'no report: give --shadow-report FILE, saved from the ranking service while the version was in shadow',
    );
  const problem = problemWith(ShadowReport, report);
  if (problem !== undefined) return cannotCheck(`the report is not one of a shadow: ${problem}`);
  return assessShadow(report as ShadowReport, question);
};

const assessShadow = (report: ShadowReport, { name, full, version, budgetMs }: ShadowQuestion): GateVerdict => {
  const { compared, failed, topKOverlap, kendallTau, shadowMicros, fullMicros } = report;
  const evidence = {
    ...{ compared, failed, topKOverlap: topKOverlap.mean, kendallTau: kendallTau.mean },
    ...{ p99Ms: shadowMicros.p99 / 1000, budgetMs, ratioToIncumbent: shadowMicros.p50 / Math.max(1, fullMicros.p50) },
  };
  if (report.name !== name || report.full !== full || report.shadow !== version)
    return {
      ...cannotCheck(`the report is of ${report.shadow} beside ${report.full}, not of ${version} beside ${full}`),
      evidence,
    };
  if (compared < shadowLimits.compared)
    return {
      ...cannotCheck(`${compared} requests were compared, ${shadowLimits.compared} are needed: wait for more traffic`),
      evidence,
    };
  // Where the incumbent misses the budget too, the machine is to blame and not the model.
  const allowedMicros = Math.max(1000 * budgetMs, shadowLimits.slowdown * fullMicros.p99);
  const problems = [
    ...(failed / (compared + failed) > shadowLimits.failedShare
      ? [`${failed} of ${compared + failed} calls failed`]
      : []),
    ...(shadowMicros.p99 > allowedMicros
      ? [
          `p99 was ${shadowMicros.p99 / 1000} ms, the budget is ${budgetMs} ms and the incumbent took ${fullMicros.p99 / 1000} ms`,
        ]
      : []),
    ...(topKOverlap.mean < shadowLimits.topKOverlap ? [`only ${topKOverlap.mean} of the top is the incumbent's`] : []),
    ...(kendallTau.mean < shadowLimits.kendallTau ? [`Kendall's tau to the incumbent is ${kendallTau.mean}`] : []),
  ];
  return problems.length === 0
    ? {
        gate: 'shadow',
        verdict: 'pass',
        detail: `${compared} requests: overlap ${topKOverlap.mean}, tau ${kendallTau.mean}`,
        evidence,
      }
    : {
        gate: 'shadow',
        verdict: 'fail',
        detail: `${problems.join('; ')}: look for a wrong column or default before you go on`,
        evidence,
      };
};

const cannotCheck = (detail: string): GateVerdict => ({
  gate: 'shadow',
  verdict: 'cannot-check',
  detail,
  evidence: {},
});
