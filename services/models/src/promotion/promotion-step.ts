import type { ServingPointer } from '../registry/serving-pointer.ts';

/** How far a canary goes, one step at a time, in percent of listeners. */
export const canarySteps = [1, 5, 25, 50] as const;

/** What a promotion asks for. */
export type PromotionRequest =
  | { readonly step: 'shadow' | 'full'; readonly version: string }
  | { readonly step: 'canary'; readonly version: string; readonly percent: number };

/** The pointer that a promotion leads to, or why it is out of turn. */
export type StepDecision =
  { readonly ok: true; readonly after: ServingPointer } | { readonly ok: false; readonly detail: string };

/**
 * Shadow, then canary by steps, then full: no step is left out, but that the first version of a model goes to full at
 * once, because nothing serves that it could harm.
 */
export const decideStep = (request: PromotionRequest, serving: ServingPointer | undefined): StepDecision => {
  const { version } = request;
  if (!serving)
    return request.step === 'full'
      ? { ok: true, after: { full: version } }
      : { ok: false, detail: 'nothing serves yet: the first version goes to full at once' };
  if (serving.full === version) return { ok: false, detail: `${version} serves everyone already` };
  if (request.step === 'shadow') return decideShadow(version, serving);
  if (request.step === 'canary') return decideCanary(request, serving);
  return decideFull(version, serving);
};

const decideShadow = (version: string, { full, canary }: ServingPointer): StepDecision =>
  canary
    ? {
        ok: false,
        detail: `${canary.version} is a canary at ${canary.percent} %: finish it, or halt it by "models rollback"`,
      }
    : { ok: true, after: { full, shadow: version } };

const decideCanary = (
  { version, percent }: { readonly version: string; readonly percent: number },
  { full, canary, shadow }: ServingPointer,
): StepDecision => {
  if (canary && canary.version !== version)
    return {
      ok: false,
      detail: `${canary.version} is a canary at ${canary.percent} %: finish it, or halt it by "models rollback"`,
    };
  if (!canary && shadow !== version)
    return { ok: false, detail: `${version} was not in shadow: "models promote … --to shadow" comes first` };
  const at = canary ? canarySteps.findIndex((step) => step === canary.percent) : -1;
  const next = canarySteps[at + 1];
  if (percent !== next)
    return {
      ok: false,
      detail:
        next === undefined
          ? 'the canary is at its last step: full comes next'
          : `the next step is ${next} %, not ${percent} %`,
    };
  return { ok: true, after: { full, canary: { version, percent } } };
};

const decideFull = (version: string, { canary }: ServingPointer): StepDecision =>
  canary?.version === version && canary.percent === canarySteps.at(-1)
    ? { ok: true, after: { full: version } }
    : {
        ok: false,
        detail: `${version} is no canary at ${canarySteps.at(-1)} %: "models promote … --to canary" comes first`,
      };
