import { compareAlternatives } from './compare-alternatives.ts';
import { compareAnnotations } from './compare-annotations.ts';
import { compareArrays } from './compare-arrays.ts';
import { compareLogic } from './compare-logic.ts';
import { compareObjects } from './compare-objects.ts';
import { compareValues } from './compare-values.ts';
import { compareTypes } from './compare-types.ts';
import type { LocalResult, ReadPair } from './schema-difference.ts';

/** Compares two schemas themselves and says which schemas below them are to be compared. Pure but for the memory. */
export const comparePair = (pair: ReadPair): LocalResult => {
  // What accepts nothing breaks nothing.
  if (pair.inner.types.size === 0) return { differences: [], pairs: [] };
  if (pair.base.choices.length > 0 || pair.head.choices.length > 0) {
    return together([compareAlternatives(pair), compareAnnotations(pair)]);
  }
  const types = compareTypes(pair);
  if (types.isOther) return { differences: types.differences, pairs: [] };
  return together([
    { differences: types.differences, pairs: [] },
    { differences: compareValues(pair), pairs: [] },
    compareObjects(pair),
    compareArrays(pair),
    compareLogic(pair),
    compareAnnotations(pair),
  ]);
};

const together = (results: readonly LocalResult[]): LocalResult => ({
  differences: results.flatMap(({ differences }) => differences),
  pairs: results.flatMap(({ pairs }) => pairs),
});
