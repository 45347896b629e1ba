import { comparePair } from './compare-pair.ts';
import { isSameSchema } from './same-schema.ts';
import type { LocalResult, Openness, ReadPair, SchemaReaders } from './schema-difference.ts';
import type { Parts, Schema } from './schema.ts';

/** How a pair is compared. */
export type Comparing = Pick<ReadPair, 'direction' | 'openness' | 'readers'>;

/** Compares one pair of schemas, or answers what was found when it was compared before. */
export const compareOnce = (sides: Pick<ReadPair, 'base' | 'head'>, comparing: Comparing): LocalResult => {
  const { direction, openness, readers } = comparing;
  const { base, head } = sides;
  const byHead = rememberedOf(readers.memory.local, `${direction} ${openness}`, base);
  const known = byHead.get(head);
  if (known !== undefined) return known;
  const [inner, outer] = direction === 'request' ? [base, head] : [head, base];
  const accepts = acceptsWith(direction === 'request' ? readers : turned(readers), openness);
  const result = comparePair({ base, head, inner, outer, ...comparing, accepts });
  byHead.set(head, result);
  return result;
};

const turned = ({ base, head, memory }: SchemaReaders): SchemaReaders => ({ base: head, head: base, memory });

const rememberedOf = <Result>(
  memory: Map<string, WeakMap<Schema, WeakMap<Schema, Result>>>,
  key: string,
  base: Schema,
): WeakMap<Schema, Result> => {
  const byBase = memory.get(key) ?? new WeakMap<Schema, WeakMap<Schema, Result>>();
  const byHead = byBase.get(base) ?? new WeakMap<Schema, Result>();
  memory.set(key, byBase.set(base, byHead));
  return byHead;
};

const maximumDepth = 30;
let depth = 0;

/** Whether `outer` (of the readers' head) accepts all that `inner` (of their base) does. Unsure is no. */
const acceptsWith =
  (readers: SchemaReaders, openness: Openness) =>
  (inner: Parts, outer: Parts): boolean => {
    if (isSameSchema(inner, outer, readers)) return true;
    const [base, head] = [readers.base.read(inner), readers.head.read(outer)];
    const byHead = rememberedOf(readers.memory.subset, openness, base);
    const known = byHead.get(head);
    if (known !== undefined) return known;
    if (depth >= maximumDepth) return false;
    // Met again while it is being decided: what holds then is up to the rest (a greatest fixed point).
    byHead.set(head, true);
    depth += 1;
    try {
      const isAccepted = isWithin({ inner, outer }, readers, openness);
      byHead.set(head, isAccepted);
      return isAccepted;
    } finally {
      depth -= 1;
    }
  };

const isWithin = (
  start: { readonly inner: Parts; readonly outer: Parts },
  readers: SchemaReaders,
  openness: Openness,
): boolean => {
  const visited = new Map<Schema, Set<Schema>>();
  const pending: (readonly [Parts, Parts])[] = [[start.inner, start.outer]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (isSameSchema(next[0], next[1], readers)) continue;
    const [base, head] = [readers.base.read(next[0]), readers.head.read(next[1])];
    if (visited.get(base)?.has(head) === true) continue;
    visited.set(base, (visited.get(base) ?? new Set()).add(head));
    readers.memory.budget.subsetPairs -= 1;
    if (!base.isKnown || !head.isKnown || readers.memory.budget.subsetPairs < 0) return false;
    const local = compareOnce({ base, head }, { direction: 'request', openness, readers });
    if (local.differences.some(isRefusal)) return false;
    pending.push(...local.pairs.map((pair) => [pair.base, pair.head] as const));
  }
  return true;
};

const isRefusal = ({ impact, kind }: LocalResult['differences'][number]): boolean =>
  impact !== 'none' && kind !== 'default-changed' && kind !== 'discriminator-changed';
