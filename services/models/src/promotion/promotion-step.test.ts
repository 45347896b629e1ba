import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ServingPointer } from '../registry/serving-pointer.ts';
import { canarySteps, decideStep, type PromotionRequest } from './promotion-step.ts';

const percents = fc.constantFrom(...canarySteps, 2, 99);
const versions = fc.constantFrom('v1', 'v2', 'v3');
const requests: fc.Arbitrary<PromotionRequest> = fc.oneof(
  fc.record({ step: fc.constantFrom('shadow' as const, 'full' as const), version: versions }),
  fc.record({ step: fc.constant('canary' as const), version: versions, percent: percents }),
);

test('The way of a version is shadow, each canary step, full', () => {
  let serving: ServingPointer = { full: 'v1' };
  const go = (request: PromotionRequest) => {
    const decision = decideStep(request, serving);
    if (decision.ok) serving = decision.after;
    return decision;
  };
  expect(go({ step: 'shadow', version: 'v2' })).toEqual({ ok: true, after: { full: 'v1', shadow: 'v2' } });
  for (const percent of canarySteps)
    expect(go({ step: 'canary', version: 'v2', percent })).toEqual({
      ok: true,
      after: { full: 'v1', canary: { version: 'v2', percent } },
    });
  expect(go({ step: 'full', version: 'v2' })).toEqual({ ok: true, after: { full: 'v2' } });
});

test('No request, whatever is asked in whatever order, lets a version serve everyone that was not at every step before', () => {
  fc.assert(
    fc.property(fc.array(requests, { maxLength: 40 }), (asked) => {
      let serving: ServingPointer = { full: 'v1' };
      let seen: string[] = [];
      for (const request of asked) {
        const decision = decideStep(request, serving);
        if (!decision.ok) {
          expect(decision.detail).not.toBe('');
          continue;
        }
        if (request.step === 'shadow') seen = [];
        seen.push(`${request.version} ${request.step === 'canary' ? request.percent : request.step}`);
        if (decision.after.full !== serving.full)
          expect(seen).toEqual(['shadow', ...canarySteps, 'full'].map((step) => `${request.version} ${step}`));
        serving = decision.after;
      }
    }),
    { numRuns: 300 },
  );
});

test('The first version of a model goes to everyone at once, and by no other step', () => {
  expect(decideStep({ step: 'full', version: 'v1' }, undefined)).toEqual({ ok: true, after: { full: 'v1' } });
  expect(decideStep({ step: 'shadow', version: 'v1' }, undefined)).toMatchObject({ ok: false });
  expect(decideStep({ step: 'full', version: 'v1' }, { full: 'v1' })).toMatchObject({ ok: false });
});
