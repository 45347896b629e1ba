import { addCandidate, changeKind, inWords, type At, type Comparison, type TypePair } from './comparison.ts';
import { spellFrozen } from './spell-type.ts';

/** Asks the compiler whether one type can take the other's place. */
export const compareWhole = (comparison: Comparison, pair: TypePair, { place, bag }: Omit<At, 'below'>): void => {
  const { base, head } = pair;
  const { checker, generic } = comparison;
  const [source, target] = place.mode === 'read' ? [head, base] : [base, head];
  if (generic.depth === 0 && checker.isTypeAssignableTo(source, target)) return;
  const text = spellFrozen(comparison, base);
  const code =
    text === null
      ? null
      : place.mode === 'read'
        ? place.read((value) => `const seen: ${text} = ${value};`)
        : place.write(`null! as ${text}`);
  const kind = changeKind(place);
  addCandidate(bag, place, {
    ...{ kind, code, isSoft: place.isUnused && place.mode === 'read' },
    ...{ from: inWords(comparison, base), to: inWords(comparison, head) },
  });
};
