/**
 * The degradation ladder, best rung first: the full model, a cheap model, the last good answer to the same question, the
 * order of popularity. Their names stand in answers, metrics and exposures: add, never reuse.
 */
export const degradations = ['none', 'cheap-model', 'cached', 'popularity'] as const;
export type Degradation = (typeof degradations)[number];

/** Why an answer stands below the first rung. */
export const degradationCauses = ['features-unavailable', 'budget-short', 'model-failed', 'asked-for'] as const;
export type DegradationCause = (typeof degradationCauses)[number];

/** The milliseconds that each rung needs from now to the end of its answer; `undefined` for one that cannot be stood on. */
export type RungCosts = Readonly<Record<Degradation, number | undefined>>;

/** What a rung is chosen from: all of it measured or known before the choice. */
export type LadderState = {
  /** What is left of the request's budget, in milliseconds. */
  readonly leftMs: number;
  readonly costs: RungCosts;
  /** The best rung that may still be tried: a failed rung is not tried twice. */
  readonly from: Degradation;
};

/**
 * The best rung, from `from` downwards, that can be stood on and whose cost fits into what is left. The last one needs
 * nothing, so it is the answer when nothing else fits.
 */
export const chooseRung = ({ leftMs, costs, from }: LadderState): Degradation =>
  rungsFrom(from).find((rung) => fits(costs[rung], leftMs)) ?? 'popularity';

/** The rung below; the last one stands on itself. */
export const nextRung = (rung: Degradation): Degradation =>
  degradations[degradations.indexOf(rung) + 1] ?? 'popularity';

/** The lower of two rungs. */
export const lowerRung = (a: Degradation, b: Degradation): Degradation =>
  degradations.indexOf(a) > degradations.indexOf(b) ? a : b;

const rungsFrom = (from: Degradation): readonly Degradation[] => degradations.slice(degradations.indexOf(from));

const fits = (costMs: number | undefined, leftMs: number): boolean => costMs !== undefined && costMs <= leftMs;
