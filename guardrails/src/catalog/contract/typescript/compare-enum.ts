import type ts from 'typescript';
import type { ExportPair } from './compare-exports.ts';
import { addCandidate, createBag, type Bag, type Comparison } from './comparison.ts';
import { accessOf, keyOf, type Place } from './place.ts';

/** Compares the members of an enum: their names and their values. */
export const compareEnum = (comparison: Comparison, { symbol, access, base, head }: EnumPair): Bag => {
  const bag = createBag();
  if (base === head) return bag;
  const [before, after] = [membersOf(comparison, base), membersOf(comparison, head)];
  const place: Place = {
    ...{ trail: [symbol], role: 'export', isUnused: false, mode: 'read' },
    read: (use) => use(access),
  };
  for (const [name, { value, declaration }] of before) {
    const twin = after.get(name);
    const subject = { subject: name, trail: [symbol, name] };
    const declared = { base: declaration, head: twin?.declaration };
    const [from, to] = [shown(value), twin === undefined ? null : shown(twin.value)];
    if (twin === undefined)
      addCandidate(bag, place, {
        ...{ ...subject, kind: 'enum-member-removed', declared, from, to, isCertain: true },
        code: `const seen = ${access}${accessOf(name)};`,
      });
    else if (twin.value !== value)
      addCandidate(bag, place, {
        ...{ ...subject, kind: 'enum-member-changed', declared, from, to, isCertain: true },
        code:
          typeof value === 'string' ? `const seen: \`${value}\` = \`\${${access}${accessOf(name)}}\` as const;` : null,
      });
  }
  for (const [name, { value, declaration }] of after) {
    if (before.has(name)) continue;
    const members = [...before.keys()].map((one) => `[${access}${accessOf(one)}]: ${keyOf('1')}`);
    addCandidate(bag, place, {
      ...{ kind: 'enum-member-added', subject: name, trail: [symbol, name], to: shown(value), isSoft: true },
      ...{ code: `const all: { readonly [one in ${access}]: 1 } = { ${members.join(', ')} };`.replaceAll('"1"', '1') },
      declared: { base: undefined, head: declaration },
    });
  }
  return bag;
};

type EnumPair = Pick<ExportPair, 'symbol' | 'access' | 'base' | 'head'>;
type EnumMember = { readonly value: string | number | undefined; readonly declaration: ts.Declaration | undefined };

const shown = (value: string | number | undefined): string | null =>
  value === undefined ? null : JSON.stringify(value);

const membersOf = ({ checker, ts: typescript }: Comparison, symbol: ts.Symbol): ReadonlyMap<string, EnumMember> =>
  new Map(
    [...(symbol.exports ?? [])].flatMap(([name, member]) => {
      const declaration = member.declarations?.[0];
      if (declaration === undefined || !typescript.isEnumMember(declaration)) return [];
      return [[String(name), { value: checker.getConstantValue(declaration), declaration }] as const];
    }),
  );
