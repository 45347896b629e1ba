import type { Difference } from '../difference.ts';
import type { DocumentSet } from '../document/document-set.ts';
import { isRecord } from '../document/parse-document.ts';
import type { SchemaPair } from '../schema/compare-schemas.ts';
import { isSameSchema } from '../schema/same-schema.ts';
import type { Parts, Schema } from '../schema/schema.ts';
import { compareLifecycles } from './compare-lifecycles.ts';
import type { Comparing } from './comparison.ts';
import { readLifecycle } from './read-lifecycle.ts';
import type { Lifecycle } from './read-lifecycle.ts';

/**
 * Whether anything of two documents can differ in how long it stays: most changes touch none of these words, and their
 * schemas need not be walked. Pure.
 */
export const hasLifecycleChange = (base: DocumentSet, head: DocumentSet): boolean => words(base) !== words(head);

const words = (set: DocumentSet): string =>
  set
    .texts()
    .flatMap((text) => text.match(/["']?\b(?:deprecated|x-sunset|x-stability-level)["']?\s*:\s*[^\n,}]*/g) ?? [])
    .map((word) => word.replace(/["'\s]/g, ''))
    .sort()
    .join('\n');

/** What changed in how long the properties of a body or parameter stay. Recursive schemas end. */
export const comparePropertyLifecycles = (
  { base, head, place, trail }: SchemaPair,
  { readers }: Comparing,
): readonly Difference[] => {
  const found: Difference[] = [];
  const visited = new Map<Schema, Set<Schema>>();
  const pending: Met[] = [{ base: [base], head: [head], trail }];
  for (let met = pending.pop(); met !== undefined; met = pending.pop()) {
    if (isSameSchema(met.base, met.head, readers)) continue;
    const [before, now] = [readers.base.read(met.base), readers.head.read(met.head)];
    if (visited.get(before)?.has(now) === true) continue;
    visited.set(before, (visited.get(before) ?? new Set()).add(now));
    for (const [name, parts] of before.properties) {
      const other = now.properties.get(name);
      if (other === undefined) continue;
      const path = met.trail === '' ? name : `${met.trail}.${name}`;
      found.push(...compareParts(parts, other, { subject: name, where: `${place}property ${path}` }));
      pending.push({ base: parts, head: other, trail: path });
    }
    pending.push(...itemsOf({ before, now, trail: met.trail }));
  }
  return found;
};

type Met = { readonly base: Parts; readonly head: Parts; readonly trail: string };

const itemsOf = ({
  before,
  now,
  trail,
}: {
  readonly before: Schema;
  readonly now: Schema;
  readonly trail: string;
}): readonly Met[] => [
  ...(before.rest.length > 0 && now.rest.length > 0
    ? [{ base: before.rest, head: now.rest, trail: `${trail}[]` }]
    : []),
  ...(before.additional.length > 0 && now.additional.length > 0
    ? [{ base: before.additional, head: now.additional, trail: trail === '' ? '*' : `${trail}.*` }]
    : []),
];

const compareParts = (
  base: Parts,
  head: Parts,
  name: { readonly subject: string; readonly where: string },
): readonly Difference[] => {
  const [before, now] = [base[0], head[0]];
  if (before === undefined || now === undefined) return [];
  return compareLifecycles(
    { lifecycle: lifecycleOf(base), at: before },
    { lifecycle: lifecycleOf(head), at: now },
    name,
  );
};

/** A property is what all of its parts say together. */
const lifecycleOf = (parts: Parts): Lifecycle => {
  const all = parts.filter(({ node }) => isRecord(node)).map(({ node }) => readLifecycle(node));
  return {
    isDeprecated: all.some(({ isDeprecated }) => isDeprecated),
    sunset: all.find(({ sunset }) => sunset !== null)?.sunset ?? null,
    stability: all.find(({ stability }) => stability !== null)?.stability ?? null,
  };
};
