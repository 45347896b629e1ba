import { expect, test } from 'vitest';
import { buildCandidate } from './candidate.builder.ts';
import { scoreByPopularity } from './popularity.ts';

test('The score is the popularity that the source gave, or 0 when it gave none', () => {
  const scored = scoreByPopularity([buildCandidate({ popularity: 0.4 }), buildCandidate()]);
  expect(scored.map(({ score }) => score)).toEqual([0.4, 0]);
});
