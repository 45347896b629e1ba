import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryDocument } from './arbitrary-document.ts';
import { metamorphicProperties, witnessCounts } from './metamorphic.ts';

// `npm run bench:contract -- --properties` runs thousands.
const runs = 60;

describe('the comparison of two contracts', () => {
  it.each(metamorphicProperties())('$name', ({ violation }) => {
    fc.assert(
      fc.property(arbitraryDocument, fc.nat(), (document, seed) => {
        expect(violation(document, seed)).toBeNull();
      }),
      { numRuns: runs, seed: 4 },
    );
  });

  it('has had witnesses to check, none of which another validator could not compile', () => {
    expect(witnessCounts.holds).toBeGreaterThan(runs / 2);
    expect(witnessCounts.unchecked).toBe(0);
  });
});
