import type ts from 'typescript';
import { addCandidate, inWords, type At, type Comparison } from './comparison.ts';
import { readBelow, writeBelow, type WritePlace } from './place.ts';
import { parametersOf } from './signature-parameters.ts';
import { givenType, spellType } from './spell-type.ts';

/** Functions that the consumer gives: it reads their parameters and gives what they return. */
export const compareCallbacks = (
  comparison: Comparison,
  { base, head }: { readonly base: readonly ts.Signature[]; readonly head: readonly ts.Signature[] },
  at: Omit<At, 'place'> & { readonly place: WritePlace },
): void => {
  const [before, after] = [base[0], head[0]];
  if (before === undefined || after === undefined || base.length > 1 || head.length > 1) return;
  const [from, to] = [parametersOf(comparison, before), parametersOf(comparison, after)];
  for (const [index, one] of (before.getTypeParameters() ?? []).entries()) {
    const twin = after.getTypeParameters()?.[index];
    if (twin !== undefined) comparison.parameters.set(one, twin);
  }
  const names = from.map((_, index) => `p${String(index)}`);
  const listed = (until: number): string => names.slice(0, until + 1).join(', ');
  for (const [index, one] of from.entries()) {
    const twin = to[index];
    const place = readBelow(at.place, { name: one.name, role: 'parameter' }, (use) =>
      at.place.write(`async (${listed(index)}): Promise<any> => { ${use(`p${String(index)}`)} }`),
    );
    const plain = readBelow(place, { name: null }, (use) =>
      at.place.write(`(${listed(index)}): any => { ${use(`p${String(index)}`)} }`),
    );
    if (twin !== undefined) at.below({ base: one.type, head: twin.type }, plain);
    else if (to.at(-1)?.isRest !== true) {
      const typed = from
        .slice(0, index + 1)
        .map(({ type }, at_) => `p${String(at_)}: ${spellType(comparison, type) ?? givenType}`);
      addCandidate(at.bag, place, {
        ...{ kind: 'parameter-removed', subject: one.name, from: inWords(comparison, one.type) },
        ...{
          code: at.place.write(`(${typed.join(', ')}): any => {}`),
          declared: { base: one.declaration, head: undefined },
        },
      });
      break;
    }
  }
  at.below(
    { base: before.getReturnType(), head: after.getReturnType() },
    writeBelow(
      at.place,
      { name: 'return', role: 'return' },
      { write: (value) => at.place.write(`() => (${value})`), target: null },
    ),
  );
};
