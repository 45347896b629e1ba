import type { FindingDraft } from '../../guardrail.ts';
import type { Decision } from './decide.ts';
import type { BudgetDecision } from './decide-budget.ts';
import type { Block } from './latency-evidence.ts';
import type { Limits } from './limits.ts';
import { roundTo, summariseTimes, type TimesSummary } from './summarise-times.ts';

/** A decision and what it was made on. */
export type Decided = {
  readonly service: string;
  readonly isNew: boolean;
  readonly limits: Limits;
  readonly decision: Decision;
  readonly blocks: readonly Block[];
};

type Times = TimesSummary & { readonly service: string };

/** Findings on what a decision showed to be too slow, with base beside head. Pure. */
export const draftDecision = (decided: Decided): readonly FindingDraft[] => {
  const times: Times = { service: decided.service, ...summariseTimes(decided.blocks) };
  const relative = decided.isNew ? [] : [...draftMiddle(decided, times), ...draftTail(decided, times)];
  return [...relative, ...decided.decision.budgets.flatMap((budget) => draftBudget(budget, times, decided.isNew))];
};

const draftMiddle = ({ decision: { middle }, limits }: Decided, times: Times): readonly FindingDraft[] => {
  if (middle.verdict !== 'fail') return [];
  const data = {
    ...times,
    ratio: roundTo(middle.ratio, 4),
    ratioAtLeast: roundTo(middle.atLeast, 4),
    ratioAtMost: roundTo(middle.atMost, 4),
    allowed: limits.maxRegression.p50,
  };
  return [{ code: 'latency/p50-regression', level: 'error', data, identity: times.service }];
};

const draftTail = ({ decision: { tail }, limits }: Decided, times: Times): readonly FindingDraft[] => {
  const slow = tail.counts.find(({ verdict }) => verdict === 'fail');
  if (slow === undefined) return [];
  const data = {
    ...times,
    times: slow.times,
    headOnly: slow.headOnly,
    baseOnly: slow.baseOnly,
    excess: roundTo(slow.excess, 5),
    pValue: Number(slow.pValue.toPrecision(3)),
    allowed: limits.maxRegression.p99,
  };
  return [{ code: 'latency/tail-regression', level: 'error', data, identity: times.service }];
};

const draftBudget = (
  { budget, verdict, baseMs, headMs, isBaseOver }: BudgetDecision,
  times: Times,
  isNew: boolean,
): readonly FindingDraft[] => {
  if (verdict !== 'fail' && !(isBaseOver && headMs > budget.ms)) return [];
  const data = {
    ...times,
    budget: budget.name,
    limitMs: budget.ms,
    baseMs: roundTo(baseMs, 3),
    headMs: roundTo(headMs, 3),
    isBaseOver,
    isNew,
  };
  const level = verdict === 'fail' ? 'error' : 'warning';
  return [{ code: 'latency/budget-exceeded', level, data, identity: [times.service, budget.name] }];
};
