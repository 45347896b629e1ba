import type { Difference } from '../difference.ts';
import type { SchemaDifference, SchemaPair } from '../schema/compare-schemas.ts';
import { compareSchemas } from '../schema/compare-schemas.ts';
import { comparePropertyLifecycles } from './compare-property-lifecycles.ts';
import type { Comparing } from './comparison.ts';
import { isNoneAsWritten } from './written-as-text.ts';
import type { Written } from './written-as-text.ts';

/** A difference of schemas, with the whole body or parameter that it was found in: there a witness is looked for. */
export type ValueDifference = Difference & {
  origin?: { readonly pair: SchemaPair; readonly found: SchemaDifference };
};

/** Compares what a body, parameter or header may hold, by how it is written down. */
export const compareValues = (pair: SchemaPair, written: Written, comparing: Comparing): readonly ValueDifference[] => [
  ...compareSchemas(pair, comparing.readers).flatMap((found): readonly ValueDifference[] => {
    if (isNoneAsWritten(found, pair, { written, readers: comparing.readers })) return [];
    const { kind, impact, keyword, subject, where, from, to, basePointer, headPointer, baseFile, headFile } = found;
    const difference = {
      kind,
      impact,
      keyword,
      subject,
      where,
      from,
      to,
      operations: [],
      basePointer,
      headPointer,
      ...(baseFile === undefined ? {} : { baseFile }),
      ...(headFile === undefined ? {} : { headFile }),
      ...(impact === 'none' || impact === 'note' ? {} : { origin: { pair, found } }),
    };
    return [difference];
  }),
  ...(comparing.hasLifecycleChange ? comparePropertyLifecycles(pair, comparing) : []),
];
