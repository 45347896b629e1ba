import type { FindingDraft, Verdict } from '../../guardrail.ts';
import { compareAnswers, findBaseProblem } from './compare-answers.ts';
import { decide, type Decision } from './decide.ts';
import { draftDecision } from './draft-decision.ts';
import { explainCannotCheck } from './explain-cannot-check.ts';
import type { Measurement, ServerFailure, ServiceEvidence } from './latency-evidence.ts';
import type { Limits } from './limits.ts';
import { summariseTimes } from './summarise-times.ts';

/** What the evidence of one service comes to. */
export type Judgement = {
  readonly verdict: Verdict;
  /** One sentence: what was shown, or why nothing could be. */
  readonly reason: string;
  readonly drafts: readonly FindingDraft[];
};

/** Judges one service: its server's failures, its answers, then its times. Pure and deterministic. */
export const judgeService = ({ service, isNew, measurement }: ServiceEvidence, limits: Limits): Judgement => {
  const notes = isNew ? [newServiceDraft(service, measurement !== null)] : [];
  if (measurement === null) return { verdict: 'pass', reason: `${service} is new and has no budget`, drafts: notes };
  const judged = judgeMeasurement(service, { isNew, measurement }, limits);
  return { ...judged, drafts: [...notes, ...judged.drafts] };
};

type Measured = { readonly isNew: boolean; readonly measurement: Measurement };

const judgeMeasurement = (service: string, { isNew, measurement }: Measured, limits: Limits): Judgement => {
  const cannotCheck = (why: string): Judgement => ({
    verdict: 'cannot-check',
    reason: `${service}: ${why}`,
    drafts: [],
  });
  const [base, head] = (['base', 'head'] as const).map((side) => measurement.failures.find((one) => one.side === side));
  if (base !== undefined && !isNew) return cannotCheck(describeBaseFailure(base, head));
  const broken = head ?? base;
  if (broken !== undefined)
    return { verdict: 'fail', reason: `${service}: head ${broken.why}`, drafts: [failureDraft(service, broken)] };
  const baseProblem = findBaseProblem(measurement);
  if (baseProblem !== null) return cannotCheck(baseProblem);
  if (measurement.brokeOff !== null && measurement.blocks.length === 0) return cannotCheck(measurement.brokeOff);
  const answers = compareAnswers(service, measurement);
  if (answers.some(({ level }) => level === 'error'))
    return { verdict: 'fail', reason: `${service}: head does not answer as base does`, drafts: answers };
  const decision = decide({ plan: measurement.plan, blocks: measurement.blocks, limits, isNew });
  const drafts = [...answers, ...draftDecision({ service, isNew, limits, decision, blocks: measurement.blocks })];
  if (drafts.some(({ level }) => level === 'error'))
    return { verdict: 'fail', reason: `${service}: ${describeTimes(decision, measurement)}`, drafts };
  if (measurement.brokeOff !== null) return { ...cannotCheck(measurement.brokeOff), drafts };
  return decision.verdict === 'pass'
    ? { verdict: 'pass', reason: `${service}: ${describeTimes(decision, measurement)}`, drafts }
    : { ...cannotCheck(explainCannotCheck(decision, measurement.blocks, limits)), drafts };
};

const describeBaseFailure = (base: ServerFailure, head: ServerFailure | undefined): string =>
  `the server of ${head === undefined ? 'base' : 'base, and that of head,'} ${base.why}, so there is nothing to compare ` +
  `with. Its last lines: ${tellingLines(base.lastLines).join(' | ') || 'none'}`;

/** A stack trace's end says little: the line that names the error, and the last three. */
const tellingLines = (lines: readonly string[]): readonly string[] => {
  const error = lines.findIndex((line) => /error/i.test(line));
  return lines.filter((line, index) => line.trim() !== '' && (index === error || index >= lines.length - 3));
};

const describeTimes = ({ middle }: Decision, { blocks }: Measurement): string => {
  const { baseP50Ms, headP50Ms, baseP99Ms, headP99Ms, pairs, starts } = summariseTimes(blocks);
  return (
    `p50 ${baseP50Ms} ms at base, ${headP50Ms} ms at head (ratio ${middle.ratio.toFixed(3)}, at most ` +
    `${middle.atMost.toFixed(3)}); p99 ${baseP99Ms} ms, ${headP99Ms} ms; ${pairs} pairs, ${starts} starts of both`
  );
};

const newServiceDraft = (service: string, isMeasured: boolean): FindingDraft => ({
  code: 'latency/new-service',
  level: 'note',
  data: { service, isMeasured },
  identity: service,
});

const failureDraft = (service: string, { stage, why, lastLines }: ServerFailure): FindingDraft => ({
  code: 'latency/server-failed',
  level: 'error',
  data: { service, stage, why, lastLines },
  identity: [service, stage],
});
