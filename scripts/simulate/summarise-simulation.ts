import { quantileOf } from '../../guardrails/src/catalog/latency/quantile.ts';
import type { EventsRecord, ViewRecord } from './simulation-record.ts';

/** How often listeners took a card, in some part of the views. */
export type ChoiceRate = {
  readonly views: number;
  /** Shares from 0 to 1. */
  readonly chosen: number;
  readonly saved: number;
  /** Of views with a choice: 1 ÷ position, averaged. */
  readonly reciprocalPosition: number;
};

/** A simulation in numbers. */
export type SimulationSummary = {
  readonly views: number;
  readonly failures: Readonly<Record<string, number>>;
  readonly degradations: Readonly<Record<string, ChoiceRate>>;
  readonly causes: Readonly<Record<string, number>>;
  readonly arms: Readonly<Record<string, ChoiceRate>>;
  readonly models: Readonly<Record<string, number>>;
  /** What was chosen, by kind and by the source that proposed it. */
  readonly chosenKinds: Readonly<Record<string, number>>;
  readonly chosenSources: Readonly<Record<string, number>>;
  readonly latencyMs: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly events: {
    readonly accepted: number;
    readonly duplicates: number;
    readonly lost: Readonly<Record<string, number>>;
  };
};

type Answered = Extract<ViewRecord['answer'], { isOk: true }>;

/** Counts what was recorded. Pure. */
export const summariseSimulation = (
  views: readonly ViewRecord[],
  events: readonly EventsRecord[],
): SimulationSummary => {
  const answers = views.flatMap(({ answer }) => (answer.isOk ? [answer] : []));
  const chosen = answers.flatMap((answer) => answer.chosen ?? []);
  const latencies = views.map(({ latencyMs }) => latencyMs);
  return {
    views: views.length,
    failures: countBy(views.flatMap(({ answer }) => (answer.isOk ? [] : answer.reason))),
    degradations: ratesBy(answers, ({ degradation }) => [degradation]),
    causes: countBy(answers.flatMap(({ cause }) => cause ?? [])),
    arms: ratesBy(answers, ({ arms }) => Object.entries(arms).map(([experiment, arm]) => `${experiment}: ${arm}`)),
    models: countBy(answers.map(({ model }) => model)),
    chosenKinds: countBy(chosen.map(({ kind }) => kind)),
    chosenSources: countBy(chosen.flatMap(({ sources }) => sources)),
    latencyMs: { p50: quantileOf(latencies, 0.5), p99: quantileOf(latencies, 0.99), max: quantileOf(latencies, 1) },
    events: summariseEvents(events),
  };
};

const summariseEvents = (events: readonly EventsRecord[]): SimulationSummary['events'] => {
  const lost = new Map<string, number>();
  let [accepted, duplicates] = [0, 0];
  for (const one of events)
    if (one.isOk) {
      accepted += one.accepted;
      duplicates += one.duplicates;
    } else lost.set(one.reason, (lost.get(one.reason) ?? 0) + one.lost);
  return { accepted, duplicates, lost: Object.fromEntries(lost) };
};

const ratesBy = (
  answers: readonly Answered[],
  groupsOf: (answer: Answered) => readonly string[],
): Record<string, ChoiceRate> => {
  const pairs = answers.flatMap((answer) => groupsOf(answer).map((group) => ({ group, answer })));
  const groups = [...Map.groupBy(pairs, ({ group }) => group)].sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(groups.map(([group, list]) => [group, rateOf(list.map(({ answer }) => answer))]));
};

const rateOf = (answers: readonly Answered[]): ChoiceRate => {
  const chosen = answers.flatMap((answer) => answer.chosen ?? []);
  return {
    views: answers.length,
    chosen: chosen.length / answers.length,
    saved: answers.filter(({ isSaved }) => isSaved).length / answers.length,
    reciprocalPosition: chosen.reduce((sum, { position }) => sum + 1 / position, 0) / Math.max(1, chosen.length),
  };
};

const countBy = (values: readonly string[]): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(values, (value) => value)]
      .map(([value, all]) => [value, all.length] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
